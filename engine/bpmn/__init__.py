"""BPMN: reading diagrams, the deploy gate, and running process instances.

The only package that knows SpiffWorkflow. Everything that leaves it is a frozen value of
`engine.bpmn.step` or a finding of `engine.domain.definition`.

    reading, elements, model, camunda     a file becomes values          (the only reading of BPMN)
    rules, gate/                          may this diagram be published? (findings)
    semantics, soundness                  an independent token game      (the oracle and explorer)

    library, parsing                      values become nodes, cached    (Bundle, Blueprint)
    tokens                                what is alive                  (Token, Scope)
    specs, events, tasks*, joins          what a node does with a token
    catching, throwing                    what waits for an event, and who catches what is thrown
    scripting, timers                     FEEL and moments in a running instance
    serialization, packing                an instance at rest
    runtime, step, listing, surroundings  the way in, what comes out, what it may use

Read `tokens` and `specs` first, then follow one task in `tasks`. Why it is so: ADR 0001 to 0008.
"""
