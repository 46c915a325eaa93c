"""Small diagrams for tests of persistence, commands and jobs."""

ONE_TASK = """
<bpmn:process id="een-taak" name="Een taak" isExecutable="true">
  <bpmn:startEvent id="begin"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="bellen" name="Bellen" camunda:candidateGroups="zk-klantadviseur">
    <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
  </bpmn:userTask>
  <bpmn:endEvent id="klaar"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="bellen"/>
  <bpmn:sequenceFlow id="b" sourceRef="bellen" targetRef="klaar"/>
</bpmn:process>
"""

TASK_THEN_TIMER = """
<bpmn:process id="taak-en-termijn" name="Taak en termijn" isExecutable="true">
  <bpmn:startEvent id="begin"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="bellen" name="Bellen" camunda:candidateGroups="zk-klantadviseur">
    <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
  </bpmn:userTask>
  <bpmn:intermediateCatchEvent id="wachten" name="Wachten op antwoord">
    <bpmn:incoming>b</bpmn:incoming><bpmn:outgoing>c</bpmn:outgoing>
    <bpmn:timerEventDefinition id="t"><bpmn:timeDuration
      xsi:type="bpmn:tFormalExpression">termijn("antwoord")</bpmn:timeDuration>
    </bpmn:timerEventDefinition>
  </bpmn:intermediateCatchEvent>
  <bpmn:endEvent id="klaar"><bpmn:incoming>c</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="bellen"/>
  <bpmn:sequenceFlow id="b" sourceRef="bellen" targetRef="wachten"/>
  <bpmn:sequenceFlow id="c" sourceRef="wachten" targetRef="klaar"/>
</bpmn:process>
"""
