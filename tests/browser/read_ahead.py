"""What every server makes of its files, made once before servers are forked: to import this is to do it."""

import gc

from server.assets import forms, tree
from server.pieces import numbering, packed_pieces
from server.products.built_in import built_in
from server.risk_assessments.shipped import shipped
from server.templating import environment

gc.disable()
built_in()
shipped()
packed_pieces()
for name in tree():
    forms(name)
for name in environment().list_templates():
    environment().get_template(name)
    numbering().get_template(name)
gc.collect()
gc.freeze()
