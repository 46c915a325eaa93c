"""What service tasks do: one module for each capability of the outside world.

A handler knows the contract in `engine.service_tasks` and nothing else of the engine.
"""
