"""Amounts and projects of a higher level of administration in the plan of a county."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Project, Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.places import regions

_ALL = re.compile(r"全(?:州|市|省|区|盟)(?!场|域|民|县|面)")
_GOAL = re.compile(
    r"(到\s?20\d\d\s?年(?:底|末)?[，,、]?|近期内?[，,]|远期内?[，,]|规划期[内末][，,])(全[州市省区盟县])(?![场域民面])"
)
_OPENING = re.compile(
    r"((?:^|[。；\n])[ \t　]*)(全[州市省区盟县])"
    r"(?=累计|完成|实现|实施|治理|修复|新增|建成|建设|森林|湿地|水土|生态|历史)"
)
_SUPERIOR = re.compile("《|提出|要求|下达|上级|省级|州级|市级|占|其中")
_SPHERE = re.compile(
    r"(?:纳入|列入)(?P<sphere>全[市州省盟])[^，。；\n]{0,8}(?:考核|计划|预算|督[查导])"
    r"|(?P<peers>[我全][省市州盟]各(?:县市区|县区|区县|县市|市县|乡镇|[县市区]))[^，。；\n]{0,8}(?:应|须|认真|务必|按月|按季|按年)"
)
_BY_SUPERIOR = re.compile("省级|州级|市级|上级|[省市州]委|[省市州]人民政府|[省市州]政府|[省市州]直|通报|印发|要求")
_OWN_ALL = {"县": "全县", "旗": "全旗", "区": "全区", "市": "全市"}
_SKIPPED = re.compile(r"省县(?:两)?级?|省、县(?:两)?级?")


@check("AUDIT-LEVEL-AMOUNT", "AUDIT-LEVEL-PROJECT")
def projects_of_a_higher_level(reading: Reading) -> Iterator[Finding]:
    """Amounts of the whole prefecture in a county's project, and projects named after the prefecture."""
    region, text = reading.frame.region, reading.document.text
    if not region or level_of(region) not in ("county", None) or reading.frame.nature == "code":
        return
    for project in reading.projects:
        name = text[project.name.span.start : project.name.span.end]
        above = _above(reading, name)
        amounts = [claim.quantity.span for claim in project.claims]
        told = False
        for match in _ALL.finditer(text, project.name.span.end, project.span.end):
            sentence = sentence_of(text, Span(*match.span()))
            own = [span for span in amounts if span.start >= match.end() and span.end <= sentence.end]
            if own and not is_quoted(text, match.start()):
                told = True
                words = {"name": name, "region": region}
                spans = (Span(match.start(), own[0].end), project.name.span)
                yield fault("AUDIT-LEVEL-AMOUNT", reading, spans, text[match.start() : own[0].end], region, words)
                break
        if above and not told and region not in name and not _has_share(reading, project):
            yield fault("AUDIT-LEVEL-PROJECT", reading, (project.name.span,), name, region, {"name": above})


@check("AUDIT-LEVEL-GOAL", "AUDIT-LEVEL-GOAL-LIKELY")
def goals_of_a_higher_level(reading: Reading) -> Iterator[Finding]:
    """到2025年，全州…: a goal of the plan said of more than the county."""
    region, document = reading.frame.region, reading.document
    if not region.endswith(("县", "旗", "区", "市")) or level_of(region) == "prefecture":
        return
    own = _OWN_ALL.get(region[-1], "全县")
    for match in sorted((*_GOAL.finditer(document.text), *_OPENING.finditer(document.text)), key=lambda m: m.start()):
        sentence = sentence_of(document.text, Span(match.start(2), match.end(2)))
        words = document.text[sentence.start : sentence.end]
        if match[2] == own or _SUPERIOR.search(words) or is_quoted(document.text, match.start()) or region in words:
            continue
        heads = "".join(document.words(block) for block in document.path_at(match.start()))
        under = re.search("目标|指标|任务", heads)
        if not under and match.re is _OPENING:
            continue
        code = "AUDIT-LEVEL-GOAL" if under else "AUDIT-LEVEL-GOAL-LIKELY"
        yield fault(code, reading, (Span(match.start(2), match.end(2)),), match[2], own)


@check("AUDIT-LEVEL-SPHERE")
def business_of_a_higher_level(reading: Reading) -> Iterator[Finding]:
    """What a county puts on the whole prefecture or province: 纳入全市考核, 我省各县应报送."""
    region, text = reading.frame.region, reading.document.text
    if not region.endswith(("县", "旗")) or reading.frame.nature == "code":
        return
    for match in _SPHERE.finditer(text):
        sentence = sentence_of(text, Span(*match.span()))
        above = _BY_SUPERIOR.search(text, sentence.start, sentence.end)
        if not above and not is_quoted(text, match.start()):
            span = Span(match.start(match.lastgroup or 0), match.end())
            yield fault("AUDIT-LEVEL-SPHERE", reading, (span,), text[span.start : span.end], region)


@check("AUDIT-LEVEL-SKIPPED")
def level_between_left_out(reading: Reading) -> Iterator[Finding]:
    """Province and county named as superiors without the prefecture between them."""
    region, text = reading.frame.region, reading.document.text
    prefecture = next((name for name in reading.frame.above if level_of(name) == "prefecture"), "")
    if not prefecture or level_of(region) != "county":
        return
    for match in _SKIPPED.finditer(text):
        sentence = sentence_of(text, Span(*match.span()))
        if re.search("落实|衔接|依据|承接|传导|上位|上级", text[sentence.start : match.start()]):
            yield fault("AUDIT-LEVEL-SKIPPED", reading, (Span(*match.span()),), match.group(), prefecture)


def _above(reading: Reading, name: str) -> str:
    """What a project's name begins with that the county lies in; empty where it is none."""
    known = regions()
    names = [n for full in reading.frame.above if full in known for n in (full, known[full].short)]
    found = next((n for n in names if name.startswith(n)), "")
    rest = name[len(found) :]
    if found and any(rest.startswith(n) for n in (*names, reading.frame.region)):
        return _above(reading, rest) if not rest.startswith(reading.frame.region) else ""
    match = _ALL.match(name)
    return found or (match.group() if match else "")


def _has_share(reading: Reading, project: Project) -> bool:
    """Whether the contents of a project tell what falls to the county."""
    text, region = reading.document.text, reading.frame.region
    body = text[project.name.span.end : project.span.end]
    return bool(re.search(rf"{re.escape(region)}[^。；]{{0,30}}\d", body)) or bool(re.search(r"子项目.{0,20}\d", body))
