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
# sentence. Almost everything in it is somebody's word, so every answer says whose.

# %%
import actorgraph

graph = actorgraph.load()
graph

# %% [markdown]
# ## One person
# Any spelling, in any script. Each relation shows its verdict, the number of independent origins, and
# each claim: who says so, in which document, where in it.

# %%
graph.show("Нарышкин")

# %% [markdown]
# ## Who can be meant
# A name that is not sure is never guessed: the candidates come with their reasons.

# %%
graph.find("sergey")

# %% [markdown]
# ## How two are linked

# %%
graph.path("Naryshkin", "Coats")

# %% [markdown]
# ## In order of time
# A date is never shown more exact than its source.

# %%
graph.timeline("Pompeo")

# %% [markdown]
# ## Who says so
# Everything here rests on one publisher, so nothing has two independent origins. That is what an editor
# must see.

# %%
graph.sources()

# %% [markdown]
# What is left if you do not trust it?

# %%
len(graph.show("Pompeo", min_origins=2).edges)

# %% [markdown]
# ## What contradicts what

# %%
graph.conflicts()

# %% [markdown]
# ## As tables
# Every cell is a string, as it stands in the file. What you change goes back through `from_frames`, with
# the same checks and messages as a file.

# %%
graph.relations[["source", "relation", "target", "start_date", "status", "locator"]].head()

# %%
mine = graph.relations.query("status == 'denied'")
actorgraph.from_frames(graph.entities, mine).stats()

# %% [markdown]
# ## As a NetworkX graph
# A plain `MultiDiGraph`; all of NetworkX applies.

# %%
import networkx as nx

plain = graph.to_networkx()
sorted(nx.degree_centrality(plain).items(), key=lambda pair: -pair[1])[:3]

# %% [markdown]
# ## To look at
# A picture is the page that `actorgraph export` writes, in a frame: it needs no kernel and no network.

# %%
graph.picture("Pompeo", depth=2, height=520)

# %% [markdown]
# A view is live (`pip install 'actorgraph[jupyter]'`): click somebody, and `view.selection` says who;
# set `view.selection`, `view.as_of`, `view.highlight` or `view.filters`, and the picture follows.

# %%
view = graph.view(height=520)
view.selection = "pompeo"
view

# %%
view.selection
