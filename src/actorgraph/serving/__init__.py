"""The workspace: the page live over the files, answered on this machine (`actorgraph serve`)."""
