"""json_at.py FILE PATH: the value at a dotted path of a report, as compact JSON; strings bare.

`steps[change]` is the ids of the steps with that verdict, in order.
"""
import json
import sys

with open(sys.argv[1]) as file:
    value = json.load(file)
if sys.argv[2] == "steps[change]":
    value = " ".join(step["id"] for step in value["steps"] if step["verdict"] == "change")
else:
    for key in sys.argv[2].split("."):
        value = value[key]
print(value if isinstance(value, str) else json.dumps(value, separators=(",", ":")))
