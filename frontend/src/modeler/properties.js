/**
 * Properties of Loopplank itself: choices instead of ids to type over.
 *
 * Adds a group "Loopplank" with the roles, forms, processes, decision tables, topics and terms
 * of this region, and hides groups that the engine does not know (unless something is in them,
 * because then the gate objects to it and it must be possible to remove it).
 */
import {
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
} from "@bpmn-io/properties-panel";
import { useService } from "bpmn-js-properties-panel";
import { is } from "bpmn-js/lib/util/ModelUtil";
import {
  conditionChange,
  dueTermOf,
  isAnswer,
  propertyChange,
  propertyOf,
  termExpression,
  termOf,
  timerOf,
} from "./extensions.js";

const AFTER_THE_OTHERS = 100;
const HIDDEN = new Set([
  "CamundaPlatform__AsynchronousContinuations",
  "CamundaPlatform__BusinessKey",
  "CamundaPlatform__CandidateStarter",
  "CamundaPlatform__Condition",
  "CamundaPlatform__ConnectorInput",
  "CamundaPlatform__ConnectorOutput",
  "CamundaPlatform__ExecutionListener",
  "CamundaPlatform__ExternalTask",
  "CamundaPlatform__FieldInjection",
  "CamundaPlatform__FormData",
  "CamundaPlatform__HistoryCleanup",
  "CamundaPlatform__JobExecution",
  "CamundaPlatform__ProcessVariables",
  "CamundaPlatform__Script",
  "CamundaPlatform__StartInitiator",
  "CamundaPlatform__TaskListener",
  "CamundaPlatform__Tasklist",
]);

/** An attribute of the element itself, written with what belongs to it. */
const attribute = (name, alongside = {}) => ({
  get: ({ businessObject }) => businessObject.get(name) ?? "",
  change: ({ businessObject }, value) => ({
    moddleElement: businessObject,
    properties: { [name]: value || undefined, ...(value ? alongside : {}) },
  }),
});

const extension = (name) => ({
  get: ({ businessObject }) => propertyOf(businessObject, name) ?? "",
  change: ({ businessObject }, value, factory) => propertyChange(businessObject, name, value, factory),
});

const term = {
  get: ({ businessObject }) => termOf(timerOf(businessObject)) ?? "",
  change: ({ businessObject }, value, factory) => {
    const timer = timerOf(businessObject);
    const body = termExpression(value);
    const timeDuration = body && factory.create("bpmn:FormalExpression", { body });
    if (timeDuration) timeDuration.$parent = timer;
    return { moddleElement: timer, properties: { timeDuration, timeDate: undefined, timeCycle: undefined } };
  },
};

const dueTerm = {
  get: ({ businessObject }) => dueTermOf(businessObject) ?? "",
  change: ({ businessObject }, value) => ({
    moddleElement: businessObject,
    properties: { "camunda:dueDate": termExpression(value) },
  }),
};

const condition = {
  get: ({ businessObject }) => businessObject.conditionExpression?.body ?? "",
  change: ({ businessObject }, value, factory) => conditionChange(businessObject, value, factory),
};

const userTasksOf = (element) => {
  const tasks = element.businessObject.$parent?.flowElements?.filter(({ $type }) => $type === "bpmn:UserTask");
  return (tasks ?? [])
    .filter(({ id }) => id !== element.id)
    .map(({ id, name }) => ({ value: id, label: name ?? id }));
};

const FIELDS = [
  {
    id: "loopplank-role",
    label: "Rol die dit doet",
    description: "Meer dan één rol: typ ze bij 'Wie doet dit', met komma's.",
    fits: (element) => is(element, "bpmn:UserTask"),
    options: ({ choices }) => choices.roles,
    ...attribute("camunda:candidateGroups"),
  },
  {
    id: "loopplank-form",
    label: "Formulier",
    fits: (element) => is(element, "bpmn:UserTask"),
    options: ({ choices }) => choices.forms,
    ...attribute("camunda:formRef", { "camunda:formRefBinding": "deployment", "camunda:formKey": undefined }),
  },
  {
    id: "loopplank-due",
    label: "Uiterlijk klaar na (termijn van de regio)",
    fits: (element) => is(element, "bpmn:UserTask"),
    options: ({ choices }) => choices.terms,
    ...dueTerm,
  },
  {
    id: "loopplank-recorder",
    label: "Vastleggen in het dossier als",
    fits: (element) => is(element, "bpmn:UserTask"),
    options: ({ choices }) => choices.recorders,
    ...extension("vastleggen"),
  },
  {
    id: "loopplank-four-eyes",
    label: "Vier ogen: iemand anders dan bij",
    description: "Wie de gekozen taak deed, mag deze niet afronden.",
    fits: (element) => is(element, "bpmn:UserTask"),
    options: ({ element }) => userTasksOf(element),
    ...extension("vierogen"),
  },
  {
    id: "loopplank-topic",
    label: "Automatische stap",
    fits: (element) => is(element, "bpmn:ServiceTask"),
    options: ({ choices }) => choices.topics,
    ...attribute("camunda:topic", { "camunda:type": "external" }),
  },
  {
    id: "loopplank-process",
    label: "Aangeroepen proces",
    fits: (element) => is(element, "bpmn:CallActivity"),
    options: ({ choices }) => choices.processes,
    ...attribute("calledElement", { "camunda:calledElementBinding": "deployment" }),
  },
  {
    id: "loopplank-decision",
    label: "Beslistabel",
    fits: (element) => is(element, "bpmn:BusinessRuleTask"),
    options: ({ choices }) => choices.decisions,
    ...attribute("camunda:decisionRef", {
      "camunda:decisionRefBinding": "deployment",
      "camunda:mapDecisionResult": "singleEntry",
    }),
  },
  {
    id: "loopplank-result",
    label: "Uitkomst bewaren als (variabele)",
    fits: (element) => is(element, "bpmn:BusinessRuleTask"),
    component: Line,
    isEdited: isTextFieldEntryEdited,
    ...attribute("camunda:resultVariable"),
  },
  {
    id: "loopplank-script",
    label: "Berekening (FEEL)",
    description: "Per regel: naam = uitdrukking. Bijvoorbeeld: pogingen = pogingen + 1",
    fits: (element) => is(element, "bpmn:ScriptTask"),
    component: Text,
    isEdited: isTextAreaEntryEdited,
    ...attribute("script", { scriptFormat: "feel" }),
  },
  {
    id: "loopplank-term",
    label: "Termijn van de regio",
    description: "De waarde van de termijn stelt de teamleider in bij Termijnen.",
    fits: ({ businessObject }) => Boolean(timerOf(businessObject)),
    options: ({ choices }) => choices.terms,
    ...term,
  },
  {
    id: "loopplank-condition",
    label: "Voorwaarde (FEEL)",
    description: "Wanneer wordt deze pijl gevolgd? Bijvoorbeeld: pogingen >= 3",
    fits: ({ type, businessObject }) => type === "bpmn:SequenceFlow" && isAnswer(businessObject),
    component: Text,
    isEdited: isTextAreaEntryEdited,
    ...condition,
  },
];

/** The choices, with what is filled in now even when it is not among them. */
function withCurrent(options, current) {
  const known = options.some(({ value }) => value === current);
  const extra = current && !known ? [{ value: current, label: `${current} (niet in de lijst)` }] : [];
  return [{ value: "", label: "—" }, ...extra, ...options];
}

function Choice({ element, id, field }) {
  const commandStack = useService("commandStack");
  const factory = useService("bpmnFactory");
  const { choices } = useService("config.loopplank");
  return SelectEntry({
    element,
    id,
    label: field.label,
    description: field.description,
    getValue: () => field.get(element),
    setValue: (value) =>
      commandStack.execute("element.updateModdleProperties", { element, ...field.change(element, value, factory) }),
    getOptions: () => withCurrent(field.options({ element, choices }), field.get(element)),
  });
}

function typed({ element, id, field }) {
  const commandStack = useService("commandStack");
  const factory = useService("bpmnFactory");
  return {
    element,
    id,
    label: field.label,
    description: field.description,
    debounce: useService("debounceInput"),
    getValue: () => field.get(element),
    setValue: (value) =>
      commandStack.execute("element.updateModdleProperties", { element, ...field.change(element, value ?? "", factory) }),
  };
}

function Line(entry) {
  return TextFieldEntry(typed(entry));
}

function Text(entry) {
  return TextAreaEntry({ ...typed(entry), autoResize: true, monospace: true, rows: 3 });
}

function loopplankGroup(element) {
  const entries = FIELDS.filter(({ fits }) => fits(element)).map((field) => ({
    id: field.id,
    field,
    component: field.component ?? Choice,
    isEdited: field.isEdited ?? isSelectEntryEdited,
  }));
  return entries.length ? [{ id: "loopplank", label: "Loopplank", entries, shouldOpen: true }] : [];
}

const isShown = ({ id, items }) => !HIDDEN.has(id) || Boolean(items?.length);

class LoopplankProperties {
  static $inject = ["propertiesPanel"];

  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(AFTER_THE_OTHERS, this);
  }

  getGroups(element) {
    return (groups) => {
      const [general, ...others] = groups.filter(isShown);
      return [general, ...loopplankGroup(element), ...others].filter(Boolean);
    };
  }
}

export default { __init__: ["loopplankProperties"], loopplankProperties: ["type", LoopplankProperties] };
