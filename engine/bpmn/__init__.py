"""BPMN: reading diagrams, the deploy gate, and running process instances.

The only package that knows SpiffWorkflow. Everything that leaves it is a frozen value of
`engine.bpmn.step` or a finding of `engine.domain.definition`.
"""
