"""What the reference page of formats says before it lists them."""

INTRODUCTION = """# Formats

    actorgraph import FILE... --to DIR    other tools' files as entities.csv and relations.csv
    actorgraph convert IN OUT             from one format to another
    actorgraph export FILE                your data as FILE, with any filter
    actorgraph --data FILE show NAME      ask a file of another tool without importing it

The name of a file says its format. Where it says too little (`.json`, `.csv`) a look inside
decides, and `--format NAME` overrules both.

What a file cannot hold is counted by column and said on stderr, and stands beside the file: next to
`graph.ftm.json`, `graph.ftm.json.actorgraph.csv` has one line for each cell that differs, with the
record it belongs to, the column, our value and what the file says instead. Keep the two together:
an import of the file picks the other up again, and a cell that somebody has changed in the file in
the meantime stays changed. A claim that is denied, contested, likely, conditional or planned, and
one whose relation or ends we read into what was said, is never written where it would look like a
fact: a format that has no word for that leaves it out, counted, and it is in the sidecar. Rejected
claims are no part of any edge; formats that list claims under edges leave them out, counted.

Who says what an entity is goes along the same way. Tables, workbooks, SQLite (its table
`descriptions`), Neo4j and the formats of graphs (the attribute `descriptions`) hold every row with
its source; where a tool shows one value, it is the first that nobody denies. FollowTheMoney and
Aleph hold all values that nobody denies, Popolo the first; who says them is counted and in the
sidecar. A value that somebody denies, or a row that is rejected, is in none of these a fact.

A relation that is the same from either end has no direction in a file that can say so: GraphML
(`directed="false"`), GEXF and Gephi (`type`), Cytoscape, node-link JSON (`directed: false`), DOT,
Mermaid (no arrow). An edge that a file calls undirected is read with `directed` = no. That an edge
is directed is read only where others of its file are not: most tools write so where nobody chose,
and the word of the relation decides then. NetworkX refuses a GraphML or GEXF in which some edges
have a direction and others not; `to_networkx()` and node-link JSON give it the whole.

Columns of relations on which all claims of an edge agree are attributes of the edge, numbers as
numbers (`weight`); the others are in its claims. A denial that is part of several edges is written
with the first of them; `denied_by` names who denies on each.

What an import cannot take over as it stands is counted and said as well. Properties that no column
of ours is for become columns of their own. Dates that cannot be read stay under their own name, and
it is said what to write for the first of them; in a CSV they are errors, as in `check`. An entity
that comes several times becomes one, with the names of all; a correction (OpenSanctions'
deltas) takes effect on what came before it.

FollowTheMoney's statements, as lines of JSON or as the table that FollowTheMoney and OpenSanctions
write (canonical_id, entity_id, prop, ..., in any order of rows), are read one by one. Each becomes
a description of its entity, said by its dataset; what it has beside its value (original value,
language, first and last seen, id, ...) stands in columns that begin with `ftm_`, so that an export
to `.statements.csv` gives every statement back as it was, and a value that somebody has changed
since as it is now. Of a relation (Ownership, Directorship, ...) each dataset makes a claim of its
own, with nothing in it that another says; an end that it leaves to others is marked as our reading.
`canonical_id` is our id, and ends that name a merged id lead to it; `entity_id` is kept. Rows that
were no statements become some: their dataset is who says them (`default` where nobody is named),
and their origin is `actorgraph`.

Where a merged entity names several sources and dates that exclude each other, the date is
the span of all. If a file has several periods or shares of one relation, each gets its record (of
Wikidata the statement, of Popolo the membership or its term) as `tenure`, and so does each of
several payments. A membership's missing date is
that of its legislative period. Percentages, amounts and currencies become `share`, `amount` and
`currency`, and are written back to FollowTheMoney.

FollowTheMoney is read a line at a time, its statements through a file on disk, and XML an element
at a time; other JSON is read whole. XML with a document type is refused. A register, a package or a
vault is read from its files, a zip of them or their folder.
"""
