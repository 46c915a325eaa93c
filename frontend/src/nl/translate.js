/**
 * The modeler in Dutch.
 *
 * The libraries write one name in several ways ("User task", "User Task", "… (Non Interrupting)"),
 * so a text is looked up without looking at capitals. What is missing stays English and is
 * collected in `missing`, which the completeness test reads.
 */
import elements from "./elements.js";
import properties from "./properties.js";
import tools from "./tools.js";

const plain = (text) => text.toLowerCase().replace("non interrupting", "non-interrupting");

const exact = { ...properties, ...tools, ...elements };
const loose = new Map(Object.entries(exact).map(([english, dutch]) => [plain(english), dutch]));

/** English texts that were asked for and have no Dutch. */
export const missing = new Set();

function lookUp(template) {
  const dutch = exact[template] ?? loose.get(plain(template));
  if (dutch === undefined && /[a-z]/i.test(template)) missing.add(template);
  return dutch ?? template;
}

/** The Dutch for a text, with `{name}`s replaced. */
export function translate(template, replacements = {}) {
  return lookUp(template).replace(/\{([^}]+)\}/g, (all, key) => {
    const value = replacements[key];
    return value === undefined ? all : String(value);
  });
}

export default { translate: ["value", translate] };
