"""What readers call the keys that a sweep varies: ``levers.duty_free.shops[2].area_m2`` says little to who has not the file at hand."""

from common.text import Text
from common.vocabulary import WORLD_WORDS
from scenarios.reading.field_names import FIELD_NAMES
from scenarios.sweeping.path_rule import steps

_WORLD = {word.key: Text(word.en, word.zh) for word in WORLD_WORDS}


def key_name(key: str) -> Text:
    """Return the name of a key, such as ``Duty-free shops, entry 3: area``; entries are counted from 1, as readers do.

    A key of which a part has no name, such as a parameter, keeps the file's own path, which says most.
    """
    first, *parts = steps(key) or (key,)
    if first == "world" and len(parts) == 1 and parts[0] in _WORLD:
        return _WORLD[str(parts[0])]
    en, zh = list[str](), list[str]()
    for part in parts[1:] if first == "levers" else (first, *parts):
        if isinstance(part, int) and en:
            en[-1] += f", entry {part + 1}"
            zh[-1] += f"第{part + 1}项"
        elif part in FIELD_NAMES:
            name = FIELD_NAMES[str(part)]
            en.append(name[0] if not en else name[0][:1].lower() + name[0][1:])
            zh.append(name[1])
        else:
            return Text(key, key)
    return Text(": ".join(en), "：".join(zh)) if en else Text(key, key)
