"""Change, add and remove rows of the tables of a data folder, so that nothing else in them changes.

Behind `actorgraph serve`. An edit is checked, logged, and saved by replacing the file whole; what
was logged and not saved when the program ended is saved by the next one. Knows no web and no page.
"""
