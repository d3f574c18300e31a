// A form made from the schema of scenario files: what it holds is a scenario as plain data; what is left empty is left out.
const draft = { name: "my-plan", title: { zh: "我的方案", en: "My plan" } };

/** A schema with references followed; of several forms, the richest that is not null: a list, a table, a plain value. */
function resolved(shape) {
  let found = shape;
  if (found.anyOf) {
    const some = found.anyOf.filter((one) => one.type !== "null");
    const kept = found.kind === "file" ? some[0] : some.find((one) => one.type === "array") || some.find((one) => one.$ref) || some[0];
    found = some[0].kind === "file" ? { ...found, ...some[0] } : { ...found, ...kept };
  }
  if (!found.$ref) return found;
  const target = D.schema.$defs[found.$ref.split("/").pop()];
  return { ...target, description: found.description || target.description };
}

/** The description in the reader's language: English and Chinese stand on two lines. */
function described(shape) {
  const lines = (shape.description || "").split("\n");
  return (state.lang === "zh" ? lines[1] : lines[0]) || lines[0];
}

/** Without what is empty. */
function pruned(value) {
  if (Array.isArray(value)) {
    const some = value.map(pruned).filter((one) => one !== undefined);
    return some.length ? some : undefined;
  }
  if (value && typeof value === "object") {
    const some = Object.entries(value).map(([key, one]) => [key, pruned(one)]).filter(([, one]) => one !== undefined);
    return some.length ? Object.fromEntries(some) : undefined;
  }
  return value === "" || value === null ? undefined : value;
}

/** Set a value deep inside the draft; what is in between is made. */
function place(path, value) {
  let at = draft;
  path.slice(0, -1).forEach((key, k) => {
    at[key] ??= typeof path[k + 1] === "number" ? [] : {};
    at = at[key];
  });
  at[path[path.length - 1]] = value;
  changed();
}

function valueAt(path) {
  return path.reduce((at, key) => (at === undefined || at === null ? undefined : at[key]), draft);
}

/** Numbers where they are numbers; what is none stays text, and the check says what is wrong with it. */
function asNumber(text) {
  return text.trim() === "" ? "" : Number.isFinite(Number(text)) ? Number(text) : text;
}

function field(path, name, shape, control) {
  const id = `form-${path.join("-")}`;
  const unit = ["count", "share", undefined].includes(shape.unit) ? "" : state.lang === "zh" ? D.units[shape.unit] : shape.unit;
  const least = shape.minimum === undefined ? "" : `${shape.minimum} – ${shape.maximum ?? "…"} ${unit}`;
  control.id = id;
  return h("div", { class: "field" }, h("label", { for: id }, h("b", {}, name), " ", described(shape)), control, least ? h("small", {}, least) : null);
}

/** The control of a plain value, a list of plain values or a table of numbers. */
function plainField(path, name, shape, required) {
  const now = valueAt(path);
  const options = shape.enum || (shape.kind === "file" ? D.files : null) || (shape.type === "boolean" ? ["true", "false"] : null);
  if (options) {
    const list = h("select", { required, onchange: (event) => place(path, shape.type === "boolean" ? { true: true, false: false }[event.target.value] ?? "" : event.target.value) },
      h("option", { value: "" }, shape.default === undefined ? t("empty choice") : t("usual", { value: shape.default })), options.map((one) => h("option", { value: one, selected: String(now) === String(one) }, one)));
    return field(path, name, shape, list);
  }
  if (shape.type === "array") {
    const numeric = ["number", "integer"].includes(resolved(shape.items || {}).type);
    const known = resolved(shape.items || {}).enum;
    const read = (text) => text.split(/[,，、;；\s]+/).filter(Boolean).map((one) => (numeric ? asNumber(one) : one));
    return field(path, name, { ...shape, description: shape.description }, h("input", {
      type: "text", value: (now || []).join(", "), placeholder: known ? `${known.slice(0, 4).join(", ")} …` : t("several"), onchange: (event) => place(path, read(event.target.value)),
    }));
  }
  if (shape.type === "number" || shape.type === "integer") {
    return field(path, name, shape, h("input", { type: "text", inputmode: "decimal", value: now ?? "", placeholder: shape.default ?? "", onchange: (event) => place(path, asNumber(event.target.value)) }));
  }
  return field(path, name, shape, h("input", { type: "text", value: now ?? "", maxlength: shape.maxLength ?? 4000, placeholder: shape.default ?? (shape.kind === "date" ? "2024-01" : ""), onchange: (event) => place(path, event.target.value) }));
}

/** A table of named numbers: one control for each name that is allowed, or lines "name: number". */
function namedNumbers(path, name, shape) {
  const names = shape.propertyNames?.enum;
  if (names) {
    return h("fieldset", {}, h("legend", {}, name), h("p", { class: "note" }, described(shape)), names.map((one) => plainField([...path, one], one, { type: "number" }, false)));
  }
  const text = Object.entries(valueAt(path) || {}).map(([key, value]) => `${key}: ${value}`).join("\n");
  const read = (lines) => Object.fromEntries(lines.split("\n").map((one) => one.split(/[:：]/)).filter((one) => one.length === 2).map(([key, value]) => [key.trim(), asNumber(value)]));
  const area = h("textarea", { rows: 3, placeholder: "visitors.visa_friction.leisure: 1.2", onchange: (event) => place(path, read(event.target.value)) });
  area.value = text;
  return field(path, name, shape, area);
}

/** A list of tables: each with its fields, one more, one less. */
function listField(path, name, shape, items) {
  const some = valueAt(path) || [];
  const part = h("div", { class: "entries" });
  some.forEach((_, k) => part.append(h("fieldset", {}, h("legend", {}, `${name} ${k + 1}`), fieldsOf(items, [...path, k]),
    h("button", { type: "button", id: `less-${path.join("-")}-${k}`, onclick: () => { some.splice(k, 1); changed(); drawForm(); } }, t("remove", { what: `${name} ${k + 1}` })))));
  part.append(h("button", { type: "button", id: `more-${path.join("-")}`, onclick: () => { place([...path, some.length], {}); drawForm(); } }, t("add", { what: name })));
  return h("div", { class: "field list" }, h("p", {}, h("b", {}, name), " ", described(shape)), part);
}

function oneField(path, name, raw, required) {
  const shape = resolved(raw);
  if (shape.type === "array" && resolved(shape.items || {}).properties) return listField(path, name, shape, resolved(shape.items));
  if (shape.additionalProperties && typeof shape.additionalProperties === "object") return namedNumbers(path, name, shape);
  if (shape.properties) {
    return h("details", { id: `part-${path.join("-")}`, open: path.length === 1 && (required || name === "levers") }, h("summary", {}, h("b", {}, name), " ", described(shape)), fieldsOf(shape, path));
  }
  return plainField(path, name, shape, required);
}

function fieldsOf(shape, path) {
  const required = shape.required || [];
  return Object.entries(shape.properties || {}).map(([name, one]) => oneField([...path, name], name, one, required.includes(name)));
}

function drawForm() {
  put("form-fields", fieldsOf(D.schema, []));
}
