"""Loopplank: a BPMN workflow engine and task application for Dutch care offices (zorgkantoren).

The packages form layers, and imports point inward only; see docs/architecture.md.
"""
