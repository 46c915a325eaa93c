/** Reads and changes what is deeper inside a BPMN element: properties, timers, conditions. */

const TERM = /^\s*=?\s*termijn\(\s*"([^"]+)"\s*\)\s*$/;

function extensionOf(businessObject, type) {
  return businessObject.get("extensionElements")?.values?.find(({ $type }) => $type === type);
}

/** The value of a camunda:property, or undefined. */
export function propertyOf(businessObject, name) {
  const properties = extensionOf(businessObject, "camunda:Properties")?.values ?? [];
  return properties.find((property) => property.name === name)?.value;
}

function create(factory, type, parent, attributes) {
  const made = factory.create(type, attributes);
  made.$parent = parent;
  return made;
}

function propertiesWith(businessObject, name, value, factory) {
  const others = extensionOf(businessObject, "camunda:Properties")?.values ?? [];
  const kept = others.filter((property) => property.name !== name).map((property) => pick(property));
  const all = value ? [...kept, { name, value }] : kept;
  const properties = factory.create("camunda:Properties", {});
  properties.values = all.map((attributes) => create(factory, "camunda:Property", properties, attributes));
  return properties;
}

const pick = ({ id, name, value }) => (id ? { id, name, value } : { name, value });

/** The change (for the command stack) that gives a camunda:property a value; "" removes it. */
export function propertyChange(businessObject, name, value, factory) {
  const others = (businessObject.get("extensionElements")?.values ?? []).filter(
    ({ $type }) => $type !== "camunda:Properties",
  );
  const properties = propertiesWith(businessObject, name, value, factory);
  const values = properties.values.length ? [...others, properties] : others;
  const extensionElements = create(factory, "bpmn:ExtensionElements", businessObject, { values });
  for (const extension of values) extension.$parent = extensionElements;
  return {
    moddleElement: businessObject,
    properties: { extensionElements: values.length ? extensionElements : undefined },
  };
}

/** The timer definition of an event, or undefined. */
export function timerOf(businessObject) {
  return businessObject.eventDefinitions?.find(({ $type }) => $type === "bpmn:TimerEventDefinition");
}

/** The name of the term that a timer waits for, when it is just that. */
export function termOf(timer) {
  return TERM.exec(timer?.timeDuration?.body ?? "")?.[1];
}

/** The name of the term within which a user task is due, when it is just that. */
export function dueTermOf(userTask) {
  return TERM.exec(userTask.get("camunda:dueDate") ?? "")?.[1];
}

/** The FEEL text of a term; undefined without a name. */
export function termExpression(name) {
  return name ? `termijn("${name}")` : undefined;
}

const ASKING = new Set(["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"]);

/** Whether a sequence flow answers the question of a gateway, or has a condition all the same. */
export function isAnswer(flow) {
  return ASKING.has(flow.sourceRef?.$type) || Boolean(flow.conditionExpression);
}

/** The change (for the command stack) that gives a sequence flow a condition; "" removes it. */
export function conditionChange(flow, text, factory) {
  const body = text.trim();
  const conditionExpression = body ? create(factory, "bpmn:FormalExpression", flow, { body }) : undefined;
  return { moddleElement: flow, properties: { conditionExpression } };
}
