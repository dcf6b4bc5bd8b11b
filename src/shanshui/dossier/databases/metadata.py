"""Metadata of each data set: ISO 19139 with the core elements of GB/T 19710, and no date but the project's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from shanshui.plan import Project
from shanshui.standard import Standard

GMD, GCO = "http://www.isotc211.org/2005/gmd", "http://www.isotc211.org/2005/gco"
_LISTS = (
    "http://standards.iso.org/ittf/PubliclyAvailableStandards/ISO_19139_Schemas/resources/codelist/ML_gmxCodelists.xml"
)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Secrecy = Literal["public", "internal", "secret"]
Kind = Literal["vector", "grid", "textTable"]
_CLASSIFIED = {"public": "unclassified", "internal": "restricted", "secret": "secret"}
_STRICTER: tuple[Secrecy, ...] = ("public", "internal", "secret")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of a data set, as the catalog tells of it.

    Parameters
    ----------
    name : str
        Printed name.
    provider, date, licence : str
        Empty where nobody told.
    secrecy : str
        Public, internal, secret.
    synthetic : bool
        Whether it was made up.
    """

    name: str
    provider: str = ""
    date: str = ""
    licence: str = ""
    secrecy: Secrecy = "public"
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set of the dossier.

    Parameters
    ----------
    file : str
        Its name in the folder of databases.
    title, abstract : str
        What it is called; what it holds.
    kind : str
        Vector, grid or tables.
    format : str
        Name of the format.
    origins : tuple of Origin
        What it was made from.
    bounds : tuple of float
        West, south, east, north [degrees].
    epsg : int or None
        CRS; None for tables.
    cell : float or None
        Ground resolution [m].
    """

    file: str
    title: str
    abstract: str
    kind: Kind
    format: str
    origins: tuple[Origin, ...]
    bounds: tuple[float, float, float, float]
    epsg: int | None = None
    cell: float | None = None


def iso_metadata(data: Dataset, project: Project, standard: Standard) -> str:
    """Compose the document of a data set.

    Parameters
    ----------
    data : Dataset
        What it is.
    project : Project
        Who compiled it, and when: the only dates that appear are the project's own.
    standard : Standard
        Words.

    Returns
    -------
    str
        XML, the same for the same input.
    """
    root = etree.Element(f"{{{GMD}}}MD_Metadata", nsmap={"gmd": GMD, "gco": GCO})
    _text(root, "fileIdentifier", str(uuid5(NAMESPACE_URL, f"shanshui:{project.name}/{data.file}")))
    _text(root, "language", "chi")
    _code(root, "characterSet", "MD_CharacterSetCode", "utf8")
    _code(root, "hierarchyLevel", "MD_ScopeCode", "dataset")
    _party(root, "contact", project, standard)
    _date(_element(root, "dateStamp"), project)
    _text(root, "metadataStandardName", standard.label("metadata.standard"))
    _text(root, "metadataStandardVersion", "GB/T 19710-2005")
    if data.epsg is not None:
        _reference(root, data.epsg, project, standard)
    _identification(root, data, project, standard)
    _distribution(root, data)
    _lineage(root, data, standard)
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _element(parent: Any, *path: str) -> Any:
    for name in path:
        parent = etree.SubElement(parent, f"{{{GMD}}}{name}")
    return parent


def _text(parent: Any, name: str, words: str) -> None:
    element = _element(parent, name)
    if words:
        etree.SubElement(element, f"{{{GCO}}}CharacterString").text = words
    else:
        element.set(f"{{{GCO}}}nilReason", "missing")


def _code(parent: Any, name: str, codes: str, value: str) -> None:
    element = _element(parent, name, codes)
    element.set("codeList", f"{_LISTS}#{codes}")
    element.set("codeListValue", value)
    element.text = value


def _number(parent: Any, name: str, value: float) -> None:
    etree.SubElement(_element(parent, name), f"{{{GCO}}}Decimal").text = f"{value:.6f}"


def project_date(project: Project) -> str:
    """The day when the plan was submitted, else its base year."""
    return project.submitted if _DATE.fullmatch(project.submitted) else str(project.base_year)


def _date(parent: Any, project: Project) -> None:
    etree.SubElement(parent, f"{{{GCO}}}Date").text = project_date(project)


def _party(parent: Any, name: str, project: Project, standard: Standard) -> None:
    party = _element(parent, name, "CI_ResponsibleParty")
    _text(party, "organisationName", project.compiler or project.applicant)
    _text(party, "positionName", standard.label("metadata.position"))
    _code(party, "role", "CI_RoleCode", "pointOfContact")


def _reference(root: Any, epsg: int, project: Project, standard: Standard) -> None:
    for code, space in ((str(epsg), "EPSG"), (project.height_datum, standard.label("metadata.height"))):
        identifier = _element(root, "referenceSystemInfo", "MD_ReferenceSystem", "referenceSystemIdentifier")
        named = _element(identifier, "RS_Identifier")
        _text(named, "code", code)
        _text(named, "codeSpace", space)


def _identification(root: Any, data: Dataset, project: Project, standard: Standard) -> None:
    found = _element(root, "identificationInfo", "MD_DataIdentification")
    citation = _element(found, "citation", "CI_Citation")
    _text(citation, "title", f"{project.name}{data.title}")
    day = _element(citation, "date", "CI_Date")
    _date(_element(day, "date"), project)
    _code(day, "dateType", "CI_DateTypeCode", "creation")
    _text(found, "abstract", data.abstract)
    _text(found, "purpose", standard.label("metadata.purpose"))
    _code(found, "status", "MD_ProgressCode", "completed")
    _party(found, "pointOfContact", project, standard)
    keywords = _element(found, "descriptiveKeywords", "MD_Keywords")
    for word in (data.title, project.county_name, *standard.label("metadata.keywords").split("、")):
        _text(keywords, "keyword", word)
    _constraints(found, data, standard)
    _code(found, "spatialRepresentationType", "MD_SpatialRepresentationTypeCode", data.kind)
    if data.cell is not None:
        distance = etree.SubElement(
            _element(found, "spatialResolution", "MD_Resolution", "distance"), f"{{{GCO}}}Distance", uom="m"
        )
        distance.text = f"{data.cell:g}"
    _text(found, "language", "chi")
    _code(found, "characterSet", "MD_CharacterSetCode", "utf8")
    for topic in ("environment", "planningCadastre"):
        _element(found, "topicCategory", "MD_TopicCategoryCode").text = topic
    _extent(found, data)


def _constraints(found: Any, data: Dataset, standard: Standard) -> None:
    legal = _element(found, "resourceConstraints", "MD_LegalConstraints")
    if any(origin.synthetic for origin in data.origins):
        _text(legal, "useLimitation", standard.label("metadata.synthetic"))
    _code(legal, "accessConstraints", "MD_RestrictionCode", "otherRestrictions")
    _code(legal, "useConstraints", "MD_RestrictionCode", "license")
    licences = dict.fromkeys(f"{o.name}：{o.licence}" for o in data.origins if o.licence)
    for words in licences or (standard.label("metadata.no_licence"),):
        _text(legal, "otherConstraints", words)
    strictest = max((o.secrecy for o in data.origins), key=_STRICTER.index, default="public")
    security = _element(found, "resourceConstraints", "MD_SecurityConstraints")
    _code(security, "classification", "MD_ClassificationCode", _CLASSIFIED[strictest])
    _text(security, "userNote", standard.term("secrecy", strictest))


def _extent(found: Any, data: Dataset) -> None:
    box = _element(found, "extent", "EX_Extent", "geographicElement", "EX_GeographicBoundingBox")
    west, south, east, north = data.bounds
    for name, value in (
        ("westBoundLongitude", west),
        ("eastBoundLongitude", east),
        ("southBoundLatitude", south),
        ("northBoundLatitude", north),
    ):
        _number(box, name, value)


def _distribution(root: Any, data: Dataset) -> None:
    held = _element(root, "distributionInfo", "MD_Distribution", "distributionFormat", "MD_Format")
    _text(held, "name", data.format)
    _text(held, "version", "")


def _lineage(root: Any, data: Dataset, standard: Standard) -> None:
    quality = _element(root, "dataQualityInfo", "DQ_DataQuality")
    _code(_element(quality, "scope", "DQ_Scope"), "level", "MD_ScopeCode", "dataset")
    lineage = _element(quality, "lineage", "LI_Lineage")
    _text(lineage, "statement", standard.label("metadata.lineage"))
    for origin in data.origins:
        _text(_element(lineage, "source", "LI_Source"), "description", told(origin, standard))


def told(origin: Origin, standard: Standard) -> str:
    """A source in one line: name, provider, date, and whether it was made up."""
    mark = standard.label("stamp.synthetic") if origin.synthetic else ""
    return "；".join(word for word in (origin.name, origin.provider, origin.date, mark) if word)
