"""Words that people head their columns with, in six languages: what each may mean of ours.

Asked by column_meanings, which reads a header by them only where its cells agree and otherwise
proposes. Our own names and the synonyms that need no proposal stand in schema.py. Every word is as
`schema.folded_header` folds it.
"""

from __future__ import annotations

from typing import NamedTuple


class Either(NamedTuple):
    """A header that means a date where its cells are dates, and otherwise an end or nothing.

    Attributes:
        date: our column for dates.
        end: our column for names; "" where such a header never names an end.
    """

    date: str
    end: str = ""


_SINCE = Either("start_date")
_UNTIL = Either("end_date")
EITHER = {
    "from": Either("start_date", "source"),
    "to": Either("end_date", "target"),
    "start": Either("start_date", "source"),
    "end": Either("end_date", "target"),
    "von": Either("start_date", "source"),
    "nach": Either("end_date", "target"),
    "de": Either("start_date", "source"),
    "desde": Either("start_date", "source"),
    "hasta": Either("end_date", "target"),
    "da": Either("start_date", "source"),
    "a": Either("end_date", "target"),
    "à": Either("end_date", "target"),
    "от": Either("start_date", "source"),
    **dict.fromkeys(
        (
            "since", "begin", "began", "beginning", "started", "start year", "year from",
            "from date", "date from", "from year", "begin date", "active from", "in office from",
            "seit", "ab", "beginn", "anfang", "von datum", "startdatum", "beginn datum",
            "depuis", "du", "début", "debut", "date début", "date de début", "date debut",
            "date de debut", "inicio", "fecha inicio", "fecha de inicio", "comienzo",
            "с", "начало", "дата начала", "dal", "inizio", "data inizio", "data di inizio",
            "notified on", "appointed on", "appointed", "elected", "joined", "seit wann", "ernannt",
        ),
        _SINCE,
    ),
    **dict.fromkeys(
        (
            "until", "till", "ended", "end year", "year to", "to date", "date to", "to year",
            "through", "active to", "active until", "in office until", "bis", "ende", "enddatum",
            "bis datum", "jusque", "jusqu'à", "jusqu’à", "au", "fin", "date fin", "date de fin",
            "fecha fin", "fecha de fin", "по", "до", "конец", "окончание", "дата окончания", "al",
            "дата завершения", "дата прекращения", "fecha de cese", "fecha cese", "cese",
            "date de cessation", "date de sortie", "data cessazione", "data di cessazione",
            "austrittsdatum", "austritt", "ausgeschieden", "ende datum",
            "fine", "data fine", "data di fine", "ceased on", "resigned on", "resigned", "ceased",
        "left",
            "finish", "finished", "completed", "terminated", "expired", "bis wann",
        ),
        _UNTIL,
    ),
}  # fmt: skip
"""Headers that only their cells explain."""

OF_RELATIONS = frozenset(
    {
        "joined", "left", "appointed", "appointed on", "resigned", "resigned on", "elected",
        "notified on", "ceased on", "ernannt", "finished", "completed", "from", "to", "de", "a",
        "à", "da", "nach", "с", "по", "до", "от", "al", "au", "du", "ab", "through", "finish",
    }
)  # fmt: skip
"""Of these headers those that say of a relation when it held, and of an entity nothing."""
PERSON = "person"
ORGANIZATION = "organization"
AGENCY = "agency"
PERSONS = frozenset(
    {
        "person", "persons", "people", "individual", "person name", "name of person",
        "personne", "persona", "persone", "лицо", "персона", "человек", "name der person",
    }
)  # fmt: skip
"""Headers over people: the ends at which relations to organizations begin."""
BODIES = {
    **dict.fromkeys(
        (
            "organisation", "organization", "organisations", "organizations", "company", "firm",
            "organisation name", "organization name", "company name", "name of organisation",
            "employer", "corporation", "institution", "firma", "unternehmen", "gesellschaft",
            "arbeitgeber", "verein", "entreprise", "société", "societe", "employeur", "empresa",
            "organización", "organizacion", "sociedad", "компания", "организация", "фирма",
            "azienda", "società", "societa", "organizzazione", "impresa",
        ),
        ORGANIZATION,
    ),
    **dict.fromkeys(
        ("agency", "authority", "ministry", "behörde", "ministerium", "agencia", "agence",
         "ведомство", "министерство", "agenzia", "ministero"),
        AGENCY,
    ),
}  # fmt: skip
"""Headers over organizations, and the type of what stands under them."""

SIMILAR = {
    "source": (
        "source name", "source node", "source id", "source label", "node1", "node 1", "node a",
        "src", "from id", "from node", "from name", "from entity", "entity 1", "entity1",
        "actor 1", "actor1", "actor", "who", "ego", "person 1", "person1", "person a", "name 1",
        "name1", "origin", "start node", "node from", "node id start", "start id", "tail",
        "sender", "payer", "owner", "parent", "member", "name", "director", "shareholder",
        "donor", "officer", "mitglied", "eigentümer", "inhaber", "gesellschafter", "membre",
        "miembro",
        "accionista", "actionnaire", "участник", "член", "владелец", "socio", "membro",
        "full name", "quelle", "ausgang", "knoten 1", "absender", "von person", "akteur",
        "origine", "nœud 1", "acteur", "nom", "origen", "nodo 1", "nombre", "источник",
        "отправитель", "имя", "фио", "origine", "mittente", "nome", "attore",
    ),
    "target": (
        "target name", "target node", "target id", "target label", "node2", "node 2", "node b",
        "tgt", "dst", "dest", "destination", "to id", "to node", "to name", "to entity",
        "entity 2", "entity2", "actor 2", "actor2", "whom", "alter", "person 2", "person2",
        "person b", "name 2", "name2", "end node", "node to", "node id end", "end id", "head",
        "receiver", "recipient", "payee", "child", "body", "board", "group", "party", "committee",
        "gremium", "partei", "comité", "parti", "partido", "партия", "комитет", "comitato",
        "partito",
        "ziel", "knoten 2", "empfänger", "an", "zu", "cible", "nœud 2", "destinataire", "vers",
        "destino", "nodo 2", "receptor", "hacia", "para", "цель", "получатель", "кому", "к",
        "destinazione", "destinatario", "verso", "bersaglio",
    ),
    "relation": (
        "relation type", "relationship type", "rel type", "rel", "edge type", "edge", "edge label",
        "link type", "tie", "interaction", "association", "nature", "kind", "type of relation",
        "art der beziehung", "natures of control", "beziehung", "beziehungsart", "verhältnis",
        "verbindung", "art",
        "type de relation", "lien", "relación", "relacion", "tipo", "vínculo", "связь",
        "отношение", "тип", "relazione", "legame", "tipo di relazione",
    ),
    "role": (
        "position", "title", "office", "job", "post held", "rank", "capacity", "rolle", "funktion",
        "amt", "stelle", "rôle", "fonction", "poste", "titre", "cargo", "puesto", "rol",
        "función", "роль", "должность", "ruolo", "carica", "funzione", "incarico",
    ),
    "date": (
        "when", "day", "year", "datum", "jahr", "tag", "wann", "zeitraum", "period", "periods",
        "years", "dates", "jour", "année", "période", "fecha", "año", "período", "periodo",
        "дата", "год", "период", "data", "anno", "on date", "event date", "received date",
    ),
    "start_date": ("start at", "start day", "valid since", "first date", "effective date"),
    "end_date": ("end at", "end day", "last date", "expiry date", "termination date"),
    "place": ("city", "town", "venue", "where", "ort", "lieu", "lugar", "место", "luogo", "stadt"),
    "attributed_to": (
        "according to", "source of claim", "claimant", "who says", "says", "stated by",
        "wer sagt das", "wer sagt es", "qui le dit", "quién lo dice",
        "reported by", "laut", "nach angabe von", "gemäß", "selon", "d'après", "según", "segun",
        "по словам", "согласно", "secondo", "sources", "quelle", "quellen", "источник",
        "source of information",
    ),
    "document": (
        "cited in", "source document", "source link", "source title", "references", "citations",
        "link", "url", "article", "proof link", "doc", "documents", "beleg", "belege", "dokument",
        "nachweis", "fundstelle", "quelle", "quellen", "источник", "fuentes", "fonti", "preuve",
        "référence", "documento", "fuente", "enlace",
        "документ", "ссылка", "fonte", "riferimento", "sources",
    ),
    "statement_date": ("date of statement", "claim date", "said date", "date of claim"),
    "locator": ("pages", "page number", "page no", "seite", "página", "страница", "pagina"),
    "quote": ("quotes", "excerpt", "citation text", "zitat", "cita", "цитата", "citazione"),
    "note": ("notes", "comments", "remarks", "bemerkung", "anmerkung", "notiz", "remarque",
             "commentaire", "nota", "comentario", "примечание", "комментарий", "osservazione"),
    "amount": ("sum", "betrag", "summe", "montant", "importe", "monto", "сумма",
               "importo"),
    "currency": ("currencies", "währung", "devise", "moneda", "валюта", "valuta"),
    "share": ("percentage", "percent", "stake", "shares", "anteil", "prozent", "part",
              "pourcentage", "porcentaje", "участие", "доля", "quota", "percentuale"),
    "status": ("state of claim",),
    "certainty": ("confidence", "sicherheit", "certitude", "certeza", "уверенность", "certezza"),
    "directed": ("direction", "is directed", "richtung"),
    "name": (
        "full name", "person", "entity", "entity name", "organisation", "organization", "company",
        "bezeichnung", "nom", "nombre", "имя", "название", "фио", "nome", "denominazione",
    ),
    "id": ("node", "nr", "number", "key", "code", "identifiant", "kennung", "идентификатор"),
    "type": ("category", "class", "entity class", "typ", "art", "tipo", "тип", "catégorie"),
    "aliases": ("also known as", "aka", "other name", "alternative names", "nicknames",
                "alias names",
                "autres noms", "otros nombres", "weitere namen", "псевдонимы", "altri nomi"),
    "country": ("countries", "land", "pays", "país", "pais", "страна", "paese", "state"),
    "url": ("homepage", "web", "webseite", "site", "sitio", "сайт", "sito"),
    "description": ("about", "beschreibung", "descripción", "описание", "descrizione"),
}  # fmt: skip
"""Headers that are likely to mean a column of ours: proposed, never read by themselves."""

ROLES = frozenset({"role", *SIMILAR["role"]})
"""Headers, and last words of headers, over what people are and not over people."""

GIVEN_NAMES = frozenset(
    {"first name", "firstname", "given name", "given names", "forename", "vorname", "prénom",
     "prenom", "nombre de pila", "nome proprio", "имя"}
)  # fmt: skip
FAMILY_NAMES = frozenset(
    {"last name", "lastname", "surname", "family name", "nachname", "familienname",
     "nom de famille", "apellido", "apellidos", "cognome", "фамилия"}
)  # fmt: skip
"""Headers over one part of a person's name, of which another column has the rest."""

GENERIC = frozenset({"name", "names", "id", "ids", "label", "text", "title", "value", "field", "s",
                     "column", "col", "node", "entity", "given", "info"})  # fmt: skip
"""Words that add nothing to a header: `role name` is a role."""

WITHOUT_SINGULAR = frozenset({"tags"})
"""Headers that are no plural of a word above: tags are no days in German."""

PERIODS = frozenset({"timeset", "interval", "intervals", "timesets", "spells", "spell", "lifespan"})
"""Headers under which Gephi and its kin write periods: `<[2016, 2018); [2020, 2021]>`."""
