/** Dutch names of BPMN elements, as they stand in menus and above the properties. */
const events = {
  "Message": "Bericht", "Timer": "Timer", "Signal": "Signaal", "Conditional": "Voorwaarde",
  "Error": "Fout", "Escalation": "Escalatie", "Compensation": "Compensatie",
  "Compensate": "Compensatie", "Cancel": "Annulering", "Link": "Sprong", "Terminate": "Beëindiging",
};

const places = {
  "start event": "startgebeurtenis",
  "start event (non-interrupting)": "startgebeurtenis (onderbreekt niet)",
  "intermediate catch event": "tussengebeurtenis (wacht)",
  "intermediate throw event": "tussengebeurtenis (verstuurt)",
  "boundary event": "randgebeurtenis",
  "boundary event (non-interrupting)": "randgebeurtenis (onderbreekt niet)",
  "end event": "eindgebeurtenis",
};

function eventNames() {
  const names = Object.entries(events).flatMap(([event, naam]) =>
    Object.entries(places).map(([place, plaats]) => [`${event} ${place}`, `${naam}: ${plaats}`]),
  );
  return Object.fromEntries(names);
}

export default {
  ...eventNames(),
  "Start event": "Startgebeurtenis",
  "Start event (non-interrupting)": "Startgebeurtenis (onderbreekt niet)",
  "Intermediate throw event": "Tussengebeurtenis",
  "Intermediate catch event": "Tussengebeurtenis (wacht)",
  "Boundary event": "Randgebeurtenis",
  "Boundary event (non-interrupting)": "Randgebeurtenis (onderbreekt niet)",
  "End event": "Eindgebeurtenis",
  "Terminate end event": "Beëindiging: eindgebeurtenis (stopt alles)",

  "Task": "Taak",
  "User task": "Gebruikerstaak",
  "Service task": "Servicetaak",
  "Send task": "Verzendtaak",
  "Receive task": "Ontvangsttaak",
  "Manual task": "Handmatige taak",
  "Business rule task": "Beslistaak (beslistabel)",
  "Script task": "Scripttaak",
  "Call activity": "Aanroep van een ander proces",
  "Sub-process": "Subproces",
  "Sub process": "Subproces",
  "Sub-process (collapsed)": "Subproces (dichtgeklapt)",
  "Sub-process (expanded)": "Subproces (opengeklapt)",
  "Collapsed sub process": "Subproces (dichtgeklapt)",
  "Expanded sub process": "Subproces (opengeklapt)",
  "Event sub-process": "Gebeurtenis-subproces",
  "Event sub process": "Gebeurtenis-subproces",
  "Ad-hoc sub-process": "Ad-hoc-subproces",
  "Ad-hoc sub-process (collapsed)": "Ad-hoc-subproces (dichtgeklapt)",
  "Ad-hoc sub-process (expanded)": "Ad-hoc-subproces (opengeklapt)",
  "Collapsed ad hoc sub process": "Ad-hoc-subproces (dichtgeklapt)",
  "Expanded ad hoc sub process": "Ad-hoc-subproces (opengeklapt)",
  "Ad hoc sub process": "Ad-hoc-subproces",
  "adhoc subprocess": "ad-hoc-subproces",
  "Transaction": "Transactie",

  "Exclusive gateway": "Exclusieve gateway (één pad)",
  "Parallel gateway": "Parallelle gateway (alle paden)",
  "Inclusive gateway": "Inclusieve gateway (één of meer paden)",
  "Complex gateway": "Complexe gateway",
  "Event-based gateway": "Gateway op gebeurtenis (wat het eerst komt)",
  "Event based gateway": "Gateway op gebeurtenis (wat het eerst komt)",
  "Event based instantiating Gateway": "Startende gateway op gebeurtenis",
  "Parallel Event based instantiating Gateway": "Parallelle startende gateway op gebeurtenis",

  "Sequence flow": "Pijl",
  "Default flow": "Standaardpijl (als niets anders geldt)",
  "Conditional flow": "Pijl met voorwaarde",
  "Message flow": "Berichtpijl",
  "Association": "Verbindingslijn",
  "Data input association": "Invoer van gegevens",
  "Data output association": "Uitvoer van gegevens",

  "Process": "Proces",
  "Collaboration": "Samenwerking",
  "Participant": "Deelnemer",
  "Lane": "Baan",
  "Group": "Groep",
  "Text annotation": "Tekst bij het diagram",
  "Data object reference": "Gegevensobject",
  "Data store reference": "Gegevensopslag",
  "Data input": "Invoergegeven",
  "Data output": "Uitvoergegeven",
  "Empty pool/participant": "Lege pool (deelnemer)",
  "Expanded pool/participant": "Pool (deelnemer)",
  "Collapsed pool/participant": "Dichtgeklapte pool (deelnemer)",
  "Non-empty pool/participant": "Pool (deelnemer) met inhoud",

  "Tasks": "Taken",
  "Events": "Gebeurtenissen",
  "Gateways": "Gateways",
  "Sub-processes": "Subprocessen",
  "Participants": "Deelnemers",
  "Data": "Gegevens",
};
