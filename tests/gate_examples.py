"""One broken diagram per lint rule: what the gate must notice, and at which element."""

from dataclasses import dataclass

from engine.bpmn.gate import ANYTHING, World
from tests.drawing import (
    both,
    call,
    catch,
    diagram,
    end,
    flow,
    flows,
    node,
    race,
    refers,
    rim,
    script,
    service,
    some,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)

TERM = timer('termijn("reactie")')
MESSAGES = (
    '<message id="m" name="nieuws"/><message id="n" name="antwoord"/><signal id="s" name="alarm"/>'
    '<error id="e" errorCode="WEG"/><escalation id="x" escalationCode="HOOG"/>'
)
STRAIGHT = flows("begin > a > einde")


@dataclass(frozen=True, eq=False)
class Example:
    """A diagram that breaks a rule. `element` is None when the whole file does."""

    rule: str
    element: str | None
    drawn: bytes
    world: World = ANYTHING


def straight(step: str, *more: str, extra: str = MESSAGES, attributes: str = "") -> bytes:
    """Begin, one step `a`, end: and whatever else."""
    parts = (start(), step, end(), STRAIGHT, *more)
    return diagram(*parts, extra=extra, attributes=attributes)


def standing(place: str, step: str) -> bytes:
    """A process that stands somewhere, with one step."""
    properties = f'<camunda:properties><camunda:property name="staand" value="{place}"/>'
    said = f"<extensionElements>{properties}</camunda:properties></extensionElements>"
    return diagram(said, start(), step, end(), STRAIGHT)


def choice(*conditions: str | None, gateway: str = "exclusiveGateway", **attributes: str) -> bytes:
    """A gateway `g` with one task per condition, joined again."""
    parts = [start(), node(gateway, "g", **attributes), node("exclusiveGateway", "j"), end()]
    for index, condition in enumerate(conditions):
        parts += [user(f"t{index}"), flow("g", f"t{index}", condition), flows(f"t{index} > j")]
    return diagram(*parts, flows("begin > g", "j > einde"))


def many(inside: str = "", **attributes: str) -> str:
    return node("multiInstanceLoopCharacteristics", "lus", inside, **attributes)


def waiting(*events: str) -> bytes:
    """An event-based gateway `r` with these events, ids given in order."""
    parts = [start(), race("r"), xor("j"), end(), flows("begin > r", "j > einde")]
    for event in events:
        event_id = event.split('id="')[1].split('"')[0]
        parts += [event, flows(f"r > {event_id} > j")]
    return diagram(*parts, extra=MESSAGES)


def ruled(name: str, **attributes: str) -> str:
    """A business rule task that asks `tabel`."""
    return node("businessRuleTask", name, camunda_decisionRef="tabel", **attributes)


def property_(name: str, value: str) -> str:
    """An extension property."""
    written = f'<camunda:property name="{name}" value="{value}"/>'
    return (
        f"<extensionElements><camunda:properties>{written}</camunda:properties></extensionElements>"
    )


def replaced(old: str, new: str, drawn: bytes | None = None) -> bytes:
    return (drawn or straight(user("a"))).replace(old.encode(), new.encode())


FILE = (
    Example("bestand-te-groot", None, straight(user("a")) + b" " * 1_000_000),
    Example("geen-xml", None, b"<definitions"),
    Example("geen-xml", None, b""),
    Example(
        "doctype", None, replaced("<definitions", '<!DOCTYPE d [<!ENTITY x "y">]><definitions')
    ),
    Example("tekencodering", None, replaced('"UTF-8"', '"ISO-8859-1"')),
    Example("geen-bpmn", None, b"<html/>"),
    Example(
        "te-diep",
        None,
        straight(
            "<extensionElements>" + "<x>" * 100 + "</x>" * 100 + "</extensionElements>" + user("a")
        ),
    ),
    Example("te-veel-elementen", None, diagram(*(user(f"t{n}") for n in range(401)))),
    Example(
        "geen-proces", None, b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    ),
    Example("meer-processen", None, replaced("</definitions>", '<process id="p2"/></definitions>')),
    Example(
        "meer-deelnemers",
        None,
        straight(
            user("a"),
            extra="<collaboration><participant id='p'/><participant id='q'/></collaboration>",
        ),
    ),
    Example("niet-uitvoerbaar", "proces", replaced('isExecutable="true"', 'isExecutable="false"')),
    Example("uitvoerbaar-niet-gezegd", "proces", replaced('isExecutable="true"', "")),
    Example(
        "vreemde-id",
        "../a",
        diagram(start(), user("../a"), end(), flow("begin", "../a"), flow("../a", "einde")),
    ),
    Example("vreemde-id", "1a", diagram(start(), user("1a"), end(), flows("begin > 1a > einde"))),
    Example("naam-ontbreekt", "leeg", straight(user("a"), extra='<message id="leeg"/>')),
    Example("naam-ontbreekt", "leeg", straight(user("a"), extra='<error id="leeg" name="x"/>')),
    Example("geen-tekening", None, straight(user("a"))),
    Example("staand-onbekend", "proces", standing("overal", catch("a", TERM))),
    Example("staand-zonder-wachten", "proces", standing("regio", user("a"))),
)
READING = (
    Example("zonder-id", None, straight(user("a"), "<userTask/>")),
    Example(
        "zonder-id", None, straight(user("a"), '<sequenceFlow sourceRef="a" targetRef="einde"/>')
    ),
    Example("dubbele-id", "a", straight(user("a"), service("a"))),
    Example("losse-stroom", "a--weg", straight(user("a"), flows("a > weg"))),
    Example("losse-stroom", "los", straight(user("a"), '<sequenceFlow id="los" sourceRef="a"/>')),
    Example(
        "losse-randgebeurtenis", "t", straight(user("a"), rim("t", "weg", TERM), flows("t > einde"))
    ),
    Example(
        "losse-randgebeurtenis",
        "t",
        straight(user("a"), rim("t", "begin", TERM), flows("t > einde")),
    ),
    Example(
        "los-gebeurtenistype",
        "c",
        straight(user("a"), catch("c", "<eventDefinitionRef>x</eventDefinitionRef>")),
    ),
    Example("onbekende-verwijzing", "a", straight(throw("a", refers("message", "weg")))),
    Example("onbekend-element", "k", straight(user("a"), node("choreographyTask", "k"))),
    Example(
        "dubbele-timer",
        "a",
        straight(
            catch(
                "a",
                "<timerEventDefinition><timeDate>2026-01-01</timeDate><timeDuration>P1D</timeDuration></timerEventDefinition>",
            )
        ),
    ),
)
STRUCTURE = (
    Example("geen-begin", "proces", diagram(user("a"), end(), flows("a > einde"))),
    Example("meer-beginnen", "ook", straight(user("a"), start("ook"), flows("ook > a"))),
    Example("meer-beginnen", "ook", straight(user("a"), start("ook", TERM), flows("ook > a"))),
    Example("geen-einde", "a", diagram(start(), user("a"), flows("begin > a"))),
    Example("pijl-naar-begin", "begin", straight(user("a"), flows("a > begin"))),
    Example("pijl-uit-einde", "einde", straight(user("a"), flows("einde > a"))),
    Example(
        "pijl-naar-rand", "t", straight(user("a"), rim("t", "a", TERM), flows("t > einde", "a > t"))
    ),
    Example(
        "dubbele-pijl",
        "a--einde",
        straight(user("a"), flows("a > einde").replace("a--einde", "nog-een")),
    ),
    Example("onbereikbaar", "los", straight(user("a"), user("los"), flows("los > einde"))),
    Example(
        "geen-weg-naar-einde",
        "b",
        straight(
            xor("a", default="a--einde"),
            user("b"),
            xor("c"),
            flow("a", "c", "x = 1"),
            flows("c > b > c"),
        ),
    ),
)
GATEWAYS = (
    Example("complexe-gateway", "g", choice(None, None, gateway="complexGateway")),
    Example(
        "splitsing-zonder-gateway", "a", straight(user("a"), user("b"), flows("a > b > einde"))
    ),
    Example("voorwaarde-ontbreekt", "g--t1", choice("x = 1", None)),
    Example(
        "voorwaarde-zonder-keuze",
        "a--einde",
        diagram(start(), user("a"), end(), flows("begin > a"), flow("a", "einde", "x = 1")),
    ),
    Example("voorwaarde-zonder-keuze", "g--t0", choice("x = 1", None, gateway="parallelGateway")),
    Example("standaardpijl", "g", choice("x = 1", "x = 2", default="weg")),
    Example("standaardpijl", "g--t1", choice("x = 1", "x = 2", default="g--t1")),
    Example("geen-standaardpijl", "g", choice("x = 1", "x = 2")),
    Example(
        "andere-taal",
        "g--t0",
        choice("x = 1", "x = 2").replace(
            b"<conditionExpression>x = 1", b'<conditionExpression language="groovy">x = 1'
        ),
    ),
    Example("doel-van-gebeurtenisgateway", "a", waiting(user("a"), catch("t", TERM))),
    Example("gebeurtenisgateway-zonder-keuze", "r", waiting(catch("t", TERM))),
    Example("gateway-zonder-vraag", "g", choice("x = 1", None, default="g--t1")),
    Example("antwoord-zonder-naam", "g--t0", choice("x = 1", None, default="g--t1")),
    Example("gateway-zonder-werk", "a", straight(xor("a"))),
)
EVENTS = (
    Example(
        "gebeurtenistype",
        "a",
        straight(
            catch(
                "a",
                "<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>",
            )
        ),
    ),
    Example("gebeurtenistype", "a", straight(throw("a", "<compensateEventDefinition/>"))),
    Example("gebeurtenistype", "k", straight(sub("a", start("k", TERM), end("l"), flows("k > l")))),
    Example("meer-gebeurtenistypen", "a", straight(catch("a", TERM + refers("message", "m")))),
    Example("gebeurtenis-zonder-type", "a", straight(catch("a", ""))),
    Example(
        "gebeurtenis-zonder-type",
        "k",
        straight(
            user("a"), sub("g", start("k"), end("l"), flows("k > l"), triggeredByEvent="true")
        ),
    ),
    Example("gebeurtenis-zonder-verwijzing", "a", straight(throw("a", refers("message")))),
    Example("timer-zonder-tijd", "a", straight(catch("a", "<timerEventDefinition/>"))),
    Example("herhaling-gebeurt-eenmaal", "a", straight(catch("a", timer("R3/P1W", "timeCycle")))),
    Example(
        "randgebeurtenis-op-deze-plek",
        "t",
        straight(script("a", "x = 1"), rim("t", "a", TERM), flows("t > einde")),
    ),
    Example(
        "randgebeurtenis-op-deze-plek",
        "t",
        straight(user("a"), rim("t", "a", refers("error", "e")), flows("t > einde")),
    ),
    Example(
        "fout-onderbreekt-altijd",
        "t",
        straight(
            service("a"),
            rim("t", "a", refers("error", "e"), interrupting=False),
            flows("t > einde"),
        ),
    ),
    Example(
        "koppeling-past-niet",
        "k",
        diagram(
            start(),
            throw("k", '<linkEventDefinition name="x"/>'),
            user("a"),
            end(),
            flows("begin > k", "a > einde"),
        ),
    ),
    Example(
        "gebeurtenissubproces-met-pijlen",
        "g",
        straight(
            user("a"),
            sub("g", start("k", TERM), end("l"), flows("k > l"), triggeredByEvent="true"),
            flows("g > einde"),
        ),
    ),
    Example(
        "zelfde-aanleiding",
        "u",
        straight(
            user("a"),
            rim("t", "a", refers("message", "m")),
            rim("u", "a", refers("message", "m")),
            flows("t > einde", "u > einde"),
        ),
    ),
    Example(
        "fout-niet-opgevangen",
        "fout",
        diagram(
            start(),
            user("a"),
            end("fout", refers("error", "e")),
            flows("begin > a > fout"),
            extra=MESSAGES,
        ),
    ),
)
ACTIVITIES = (
    Example("taak-zonder-soort", "a", straight(node("task", "a"))),
    Example(
        "gebruikerstaak-zonder-uitvoerder", "a", straight(user("a", camunda_candidateGroups=""))
    ),
    Example("taak-zonder-formulier", "a", straight(user("a", camunda_formRef=""))),
    Example("taak-zonder-termijn", "a", straight(user("a"))),
    Example("servicetaak-zonder-onderwerp", "a", straight(service("a", camunda_topic=""))),
    Example("bericht-ontbreekt", "a", straight(node("receiveTask", "a"))),
    Example("beslistaak-zonder-tabel", "a", straight(node("businessRuleTask", "a"))),
    Example(
        "uitkomst-zonder-variabele",
        "a",
        straight(node("businessRuleTask", "a", camunda_decisionRef="d")),
    ),
    Example(
        "uitkomst-van-tabel",
        "a",
        straight(
            node(
                "businessRuleTask", "a", camunda_decisionRef="d", camunda_mapDecisionResult="alles"
            )
        ),
    ),
    Example("aanroep-zonder-proces", "a", straight(node("callActivity", "a"))),
    Example("roept-zichzelf-aan", "a", straight(call("a", "proces"))),
    Example(
        "roept-zichzelf-aan",
        "a",
        straight(call("a", "ander")),
        World(calls={"ander": ["derde"], "derde": ["proces"]}),
    ),
    Example(
        "versiebinding",
        "a",
        straight(
            node("callActivity", "a", calledElement="x", camunda_calledElementBinding="version")
        ),
    ),
    Example(
        "versiebinding",
        "a",
        straight(
            node(
                "callActivity",
                "a",
                calledElement="x",
                camunda_calledElementBinding="version",
                camunda_calledElementVersion="3",
            )
        ),
        World(process_versions={"x": [1, 2]}),
    ),
    Example(
        "versiebinding",
        "a",
        straight(user("a", camunda_formRefBinding="version", camunda_formRefVersion="3")),
        World(form_versions={"formulier": [1, 2]}),
    ),
    Example("versiebinding", "a", straight(ruled("a", camunda_decisionRefBinding="versionTag"))),
    Example("versiebinding", "a", straight(ruled("a", camunda_decisionRefBinding="version"))),
    Example(
        "versiebinding",
        "a",
        straight(ruled("a", camunda_decisionRefBinding="version", camunda_decisionRefVersion="3")),
        World(decision_versions={"tabel": [1, 2]}),
    ),
    Example("soort-subproces", "a", straight(node("adHocSubProcess", "a"))),
    Example("soort-subproces", "a", straight(node("transaction", "a"))),
    Example("lus-zonder-voorwaarde", "a", straight(user("a", "<standardLoopCharacteristics/>"))),
    Example(
        "herhaling-van-deze-taak",
        "a",
        straight(
            node("receiveTask", "a", many("<loopCardinality>2</loopCardinality>"), messageRef="m")
        ),
    ),
    Example("herhaling-zonder-aantal", "a", straight(user("a", many()))),
    Example("herhaling-zonder-aantal", "a", straight(user("a", many(camunda_collection="lijst")))),
    Example(
        "herhaling-te-groot",
        "a",
        straight(user("a", many("<loopCardinality>1000000000</loopCardinality>"))),
    ),
    Example(
        "herhaling-over-gegevensobject",
        "a",
        straight(user("a", many("<loopDataInputRef>x</loopDataInputRef>"))),
    ),
    Example("onbekend-onderwerp", "a", straight(service("a")), World(topics=["mail"])),
    Example("onbekend-formulier", "a", straight(user("a")), World(forms=["ander"])),
    Example(
        "onbekend-formulier",
        "r",
        diagram(
            start(),
            user("a", camunda_formRef="ander"),
            rim("r", "a", property_("melden", "weg") + refers("message", "m"), interrupting=False),
            end(),
            end("klaar"),
            STRAIGHT,
            flows("r > klaar"),
            extra=MESSAGES,
        ),
        World(forms=["ander"]),
    ),
    Example(
        "bestand-in-melding",
        "r",
        diagram(
            start(),
            user("a", camunda_formRef="weg"),
            rim("r", "a", property_("melden", "weg") + refers("message", "m"), interrupting=False),
            end(),
            end("klaar"),
            STRAIGHT,
            flows("r > klaar"),
            extra=MESSAGES,
        ),
        World(file_forms=["weg"]),
    ),
    Example(
        "onbekende-beslistabel",
        "a",
        straight(node("businessRuleTask", "a", camunda_decisionRef="d")),
        World(decisions=[]),
    ),
    Example("onbekend-proces", "a", straight(call("a", "weg")), World(called_processes=["er"])),
    Example("onbekende-rol", "a", straight(user("a")), World(roles=["zk-teamleider"])),
    Example(
        "onbekende-vastlegging",
        "a",
        straight(user("a", property_("vastleggen", "niets"))),
        World(recorders=["casus"]),
    ),
    Example(
        "onbekende-vierogen",
        "a",
        straight(user("a", property_("vierogen", "weg"))),
    ),
    Example("onbekende-brief", "a", straight(user("a", property_("brief", "weg")))),
)
EXPRESSIONS = (
    Example("uitdrukking", "g--t0", choice("x = ", None, default="g--t1")),
    Example("uitdrukking", "a", straight(user("a", camunda_dueDate="nu( + "))),
    Example(
        "onbekende-functie",
        "g--t0",
        choice("os.system(1) = 1 and verzonnen(2)", None, default="g--t1"),
    ),
    Example("onbekende-termijn", "a", straight(catch("a", TERM)), World(terms=["ander"])),
    Example(
        "onbekende-variabele",
        "g--t0",
        choice("urgntie = 1", None, default="g--t1"),
        World(variables=["urgentie"]),
    ),
    Example("termijn-zonder-naam", "a", straight(catch("a", timer("P3D")))),
    Example("tijd-niet-te-lezen", "a", straight(catch("a", timer('"drie dagen"')))),
    Example("tijd-niet-te-lezen", "a", straight(catch("a", timer("P3D", "timeDate")))),
    Example(
        "tijd-niet-te-lezen",
        "t",
        straight(
            user("a"),
            rim("t", "a", timer("R/PT0S", "timeCycle"), interrupting=False),
            flows("t > einde"),
        ),
    ),
    Example(
        "eindeloze-timer",
        "t",
        straight(
            user("a"),
            rim("t", "a", timer("R/PT5S", "timeCycle"), interrupting=False),
            flows("t > einde"),
        ),
    ),
    Example(
        "script-taal",
        "a",
        straight(node("scriptTask", "a", "<script>import os</script>", scriptFormat="python")),
    ),
    Example("script-leeg", "a", straight(script("a", " "))),
    Example("script-regels", "a", straight(script("a", "os.remove"))),
    Example("camunda-code", "a", straight(node("serviceTask", "a", camunda_class="com.Boem"))),
    Example(
        "camunda-code",
        "a",
        straight(
            user(
                "a", '<extensionElements><camunda:taskListener event="create"/></extensionElements>'
            )
        ),
    ),
    Example(
        "camunda-gegevens",
        "a",
        straight(
            call("a", "x", '<extensionElements><camunda:in variables="all"/></extensionElements>')
        ),
    ),
    Example("camunda-zonder-effect", "a", straight(user("a", camunda_candidateStarterUsers="x"))),
    Example("camunda-zonder-effect", "a", straight(user("a", property_("onthouden", "lijst")))),
    Example(
        "gegevens-alleen-getekend",
        "a",
        straight(
            user("a", "<dataInputAssociation><sourceRef>d</sourceRef></dataInputAssociation>")
        ),
    ),
)
BEHAVIOUR = (
    Example("wacht-zonder-timer", "a", straight(node("receiveTask", "a", messageRef="m"))),
    Example(
        "wacht-zonder-timer",
        "r",
        waiting(catch("b", refers("message", "m")), catch("c", refers("message", "n"))),
    ),
    Example(
        "wacht-zonder-timer",
        "a",
        straight(
            node("receiveTask", "a", messageRef="m"),
            rim("t", "a", TERM, interrupting=False),
            end("los"),
            flows("t > los"),
        ),
    ),
    Example("stille-wacht", "a", straight(node("receiveTask", "a", messageRef="m"))),
    Example(
        "impasse",
        "j",
        choice("x = 1", None, default="g--t1")
        .replace(b'<exclusiveGateway id="j"', b'<parallelGateway id="j"')
        .replace(b"</exclusiveGateway>\n<endEvent", b"</parallelGateway>\n<endEvent"),
    ),
    Example(
        "impasse",
        "f",
        diagram(
            start(),
            both("f"),
            user("a"),
            user("b"),
            both("j"),
            xor("x", default="x--einde"),
            end(),
            flow("x", "f", "x = 1"),
            flows("begin > f > a > j > x > einde", "f > b > j"),
        ),
    ),
    Example(
        "mogelijke-impasse",
        "j",
        diagram(
            start(),
            xor("x", default="x--b"),
            flow("x", "a", "k = 1"),
            user("a"),
            user("b"),
            both("y"),
            user("c"),
            user("d"),
            xor("z", default="z--j"),
            both("j"),
            xor("m"),
            end(),
            flow("z", "m", "k = 2"),
            flows("begin > x > b > m > einde", "a > y > c > z > j > m", "y > d > j"),
        ),
    ),
    Example("dubbel-spoor", "j", choice(None, None, gateway="parallelGateway")),
    Example(
        "dubbel-spoor",
        "b",
        diagram(
            start(),
            user("a"),
            rim("t", "a", TERM, interrupting=False),
            xor("k"),
            user("b"),
            end(),
            flows("begin > a > k > b > einde", "t > k"),
        ),
    ),
    Example(
        "mogelijk-dubbel-spoor",
        "c",
        diagram(
            start(),
            both("f"),
            user("a"),
            user("b"),
            xor("p", default="p--e1"),
            xor("q", default="q--e2"),
            end("e1"),
            end("e2"),
            xor("m"),
            user("c"),
            end(),
            flow("p", "m", "k = 1"),
            flow("q", "m", "k = 2"),
            flows("begin > f > a > p > e1", "f > b > q > e2", "m > c > einde"),
        ),
    ),
    Example(
        "herinnering-stapelt",
        "h",
        straight(
            user("a"),
            rim("t", "a", timer("R/P1W", "timeCycle"), interrupting=False),
            user("h"),
            flows("t > h > einde"),
        ),
    ),
    Example(
        "nooit-aan-de-beurt",
        "t",
        straight(
            sub("a", start("b1"), user("u"), end("e1"), flows("b1 > u > e1")),
            rim("t", "a", refers("error", "e")),
            flows("t > einde"),
        ),
    ),
    Example(
        "eindeloze-lus",
        "proces",
        diagram(
            start(),
            xor("m"),
            both("f"),
            user("a"),
            end(),
            flows("begin > m > f > a > einde", "f > m"),
        ),
    ),
    Example(
        "lus-zonder-wachten",
        "m",
        diagram(
            start(),
            xor("m"),
            script("s", "x = 1"),
            xor("q", default="q--einde"),
            end(),
            flow("q", "m", "x = 2"),
            flows("begin > m > s > q > einde"),
        ),
    ),
    Example(
        "niet-bewezen",
        "proces",
        diagram(
            start(),
            both("f"),
            both("j"),
            end(),
            flows("begin > f", "j > einde"),
            *(user(f"t{n}") + flows(f"f > t{n} > j") for n in range(22)),
        ),
    ),
)
EXAMPLES = (
    *FILE,
    *READING,
    *STRUCTURE,
    *GATEWAYS,
    *EVENTS,
    *ACTIVITIES,
    *EXPRESSIONS,
    *BEHAVIOUR,
)
SOUND = diagram(
    start(),
    some("f", default="f--a"),
    user("a"),
    user("b"),
    some("j"),
    end(),
    flow("f", "b", "urgentie = 1"),
    flows("begin > f > a > j > einde", "b > j"),
)
