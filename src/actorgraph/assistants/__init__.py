"""The side of programs that ask for somebody: tools over the Model Context Protocol, all read-only.

Imported by one command, when it runs. It asks the graph what its other users ask, and adds how much
is sent, what each line rests on, and where the words of the data begin and end.
"""
