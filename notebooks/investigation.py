# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who sat with whom, and who says so?
#
# A reporter has the committee lists of a US state legislature (Open States, CC0) and wants to know: who
# connects the committees, who can have met there on a given day, and what is left without one source?
# This notebook goes from loading the data to the page for the editor.

# %%
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt

import actorgraph

root = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "docs").is_dir())
graph = actorgraph.load(root / "docs" / "examples" / "openstates")
graph

# %% [markdown]
# ## Is the data sound?
# Intervals that end before they begin are reported, not corrected.

# %%
graph.check().frame()[["file", "line", "column", "message"]].head(3)

# %% [markdown]
# ## Who connects the most?

# %%
graph.rank("betweenness", limit=10, types=["person", "organisation"])

# %% [markdown]
# ## One person in detail

# %%
connected = graph.rank("degree", limit=80).frame()
people = connected[connected["type"] == "person"]
person = people.iloc[0]
graph.show(person["id"])

# %% [markdown]
# ## On one day
# *yes* where the dates make it certain, *possible* where they do not exclude it. An end that is not
# recorded does not mean "still in office".

# %%
on_that_day = graph.show(person["id"], as_of=date(2020, 3, 1)).frame()
on_that_day[["relation", "target_name", "start_date", "end_date", "holds"]].head(8)

# %% [markdown]
# ## How are two people linked, and how well is it supported?

# %%
graph.path(person["id"], people.iloc[-1]["id"])

# %% [markdown]
# ## Who says so, and what is left without the main source?

# %%
graph.sources()

# %%
graph.show(person["id"], min_origins=2)

# %% [markdown]
# ## When do the records begin?

# %%
starts = graph.claims().frame()["start_earliest"].dropna()
counts = starts.dt.year.value_counts().sort_index()
axes = counts.plot.bar(figsize=(9, 2.6), color="#1f5f99", width=0.85)
axes.set(xlabel="", ylabel="relations that begin", title="Relations by the year they begin")
plt.tight_layout()

# %% [markdown]
# ## The page for the editor
# It is one file, works offline and holds the evidence behind every line.

# %%
import tempfile

page = Path(tempfile.mkdtemp()) / "who-sat-with-whom.html"
part = graph.neighbors(person["id"], depth=2, limit=300).subgraph
graph.export(page, part, title=f"Around {person['name']}")
f"{page.stat().st_size / 1e3:.0f} kB"

# %%
graph.picture(person["id"], depth=1, height=480)
