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
# # Ten minutes with actorgraph
#
# Who is connected to whom, since when, and who says so. This tour asks the data that ships with
# actorgraph: one partisan news article of 2018 on US and Russian intelligence chiefs, read sentence by
# sentence. Almost everything in it is somebody's claim, so every answer says whose.

# %%
import actorgraph

graph = actorgraph.load()
graph

# %% [markdown]
# ## One person
# You can use any spelling in any script. Each relation shows its verdict, the number of independent
# origins, and each claim: who says so, in which document, where in it.

# %%
graph.show("Нарышкин")

# %% [markdown]
# ## Unsure names
# actorgraph never guesses whom an unsure name means: it lists candidates with reasons.

# %%
graph.find("sergey")

# %% [markdown]
# ## How two people are linked

# %%
graph.path("Naryshkin", "Coats")

# %% [markdown]
# ## In order of time
# A date is never shown more exact than its source.

# %%
graph.timeline("Pompeo")

# %% [markdown]
# ## Who says so
# All of this data comes from one publisher, so nothing has two independent origins. An editor must see
# that.

# %%
graph.sources()

# %% [markdown]
# What is left if you do not trust it?

# %%
len(graph.show("Pompeo", min_origins=2).edges)

# %% [markdown]
# ## Contradictions

# %%
graph.conflicts()

# %% [markdown]
# ## As tables
# Every cell is a string, as it stands in the file. `from_frames` makes a graph of changed tables, with the
# checks and messages of a file.

# %%
graph.relations[["source", "relation", "target", "start_date", "status", "locator"]].head()

# %%
mine = graph.relations.query("status == 'denied'")
actorgraph.from_frames(graph.entities, mine).stats()

# %% [markdown]
# ## As a NetworkX graph
# The graph is a plain `MultiDiGraph`, so all of NetworkX works with it.

# %%
import networkx as nx

plain = graph.to_networkx()
sorted(nx.degree_centrality(plain).items(), key=lambda pair: -pair[1])[:3]

# %% [markdown]
# ## As a picture
# A picture is the page that `actorgraph export` writes, in a frame. It needs no kernel and no network.

# %%
graph.picture("Pompeo", depth=2, height=520)

# %% [markdown]
# A view is live (`pip install 'actorgraph[jupyter]'`): click a node and read `view.selection`, or
# set `view.selection`, `view.as_of`, `view.highlight` or `view.filters`, and the picture follows.

# %%
view = graph.view(height=520)
view.selection = "pompeo"
view

# %%
view.selection
