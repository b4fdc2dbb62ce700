// Writes the OpenAPI document out: operations by tag, then what they send and answer. Whatever comes from the document is set as text, never as markup.
"use strict";
(function () {
  var main = document.getElementById("docs");
  var words = JSON.parse(main.dataset.words);
  var methods = ["get", "put", "post", "delete", "patch"];
  var doc;

  function el(name, content, attributes) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    [].concat(content === undefined || content === null ? [] : content).forEach(function (part) { made.append(part); });
    return made;
  }
  function code(text) { return el("code", text, { "class": "mono" }); }

  // `code` and **strong** of the descriptions; a blank line begins a paragraph.
  function prose(text) {
    return (text || "").split(/\n\s*\n/).filter(Boolean).map(function (paragraph) {
      return el("p", paragraph.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter(Boolean).map(function (part) {
        return part[0] === "`" ? code(part.slice(1, -1)) : part.startsWith("**") ? el("strong", part.slice(2, -2)) : part;
      }), { lang: "en" });
    });
  }
  function nameOf(reference) { return reference.slice(reference.lastIndexOf("/") + 1); }
  function found(part) { return part && part.$ref ? part.$ref.slice(2).split("/").reduce(function (at, name) { return at && at[name]; }, doc) : part; }

  // A schema in few words, with a link where it has a name.
  function type(schema) {
    if (!schema) { return ""; }
    if (schema.$ref) { return el("a", nameOf(schema.$ref), { href: "#" + nameOf(schema.$ref) }); }
    var either = schema.oneOf || schema.anyOf || schema.allOf;
    if (either) { return el("span", either.flatMap(function (one, i) { return i ? [" | ", type(one)] : [type(one)]; })); }
    if (schema.enum) { return schema.enum.join(" | "); }
    if (schema.items) { return el("span", [type(schema.items), "[]"]); }
    return [].concat(schema.type || "any").join(" | ") + (schema.format ? " (" + schema.format + ")" : "");
  }
  function table(label, heads, rows) {
    return el("div", el("table", [el("thead", el("tr", heads.map(function (head) { return el("th", head, { scope: "col" }); }))), el("tbody", rows)], { "aria-label": label }),
      { "class": "scroll", tabindex: "0", role: "region", "aria-label": label });
  }
  function row(cells) { return el("tr", cells.map(function (cell) { return el("td", cell); })); }

  function content(label, media) {
    return Object.keys(media || {}).flatMap(function (name) {
      var parts = [el("p", [code(name), " ", type(media[name].schema)])];
      Object.keys(media[name].examples || {}).slice(0, 3).forEach(function (example) {
        var value = (found(media[name].examples[example]) || {}).value;
        if (value === undefined || name === "application/problem+json") { return; }
        parts.push(el("details", [el("summary", words.example + ": " + example), el("pre", typeof value === "string" ? value : JSON.stringify(value, null, 2),
          { "class": "mono kept", tabindex: "0", "aria-label": label + ", " + example })]));
      });
      return parts;
    });
  }
  function operation(path, method, what, shared) {
    var parts = prose(what.description);
    var title = method.toUpperCase() + " " + path;
    var parameters = (shared || []).concat(what.parameters || []).map(found);
    if (parameters.length) {
      parts.push(el("h3", words.parameters), table(title + ", " + words.parameters, [words.name, words.place, words.type, words.meaning], parameters.map(function (one) {
        return row([code(one.name), one.in + (one.required ? ", " + words.needed : ""), type(one.schema), prose(one.description)]);
      })));
    }
    if (what.requestBody) { parts.push(el("h3", words.body)); parts = parts.concat(content(title, found(what.requestBody).content)); }
    parts.push(el("h3", words.answers));
    Object.keys(what.responses || {}).forEach(function (status) {
      var answer = found(what.responses[status]);
      parts.push(el("div", [el("strong", status)].concat(prose(answer.description)).concat(content(title + ", " + status, answer.content))));
    });
    return el("details", [el("summary", [code(title), " ", el("span", what.summary || "", { lang: "en" })])].concat(parts), { id: what.operationId || title });
  }
  function schema(name) {
    var of = doc.components.schemas[name];
    var rows = Object.keys(of.properties || {}).map(function (field) {
      var one = of.properties[field];
      return row([code(field), (of.required || []).indexOf(field) < 0 ? "" : words.needed, type(one), prose(one.description)]);
    });
    var parts = prose(of.description);
    parts.push(rows.length ? table(name, [words.name, words.needed, words.type, words.meaning], rows) : el("p", type(of)));
    return el("details", [el("summary", code(name))].concat(parts), { id: name });
  }
  function card(title, parts) { return el("section", [el("h2", title, { lang: "en" })].concat(parts), { "class": "card", "aria-label": title }); }

  // A link to something that is folded opens it.
  function unfold() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }

  fetch(main.dataset.document).then(function (answer) { return answer.json(); }).then(function (read) {
    doc = read;
    var tags = {};
    Object.keys(doc.paths).forEach(function (path) {
      methods.filter(function (method) { return doc.paths[path][method]; }).forEach(function (method) {
        var what = doc.paths[path][method];
        var tag = (what.tags || [words.operations])[0];
        (tags[tag] = tags[tag] || []).push(operation(path, method, what, doc.paths[path].parameters));
      });
    });
    main.append(card(doc.info.version, prose(doc.info.description)));
    Object.keys(tags).forEach(function (tag) {
      var about = (doc.tags || []).find(function (one) { return one.name === tag; });
      main.append(card(tag, prose(about && about.description).concat(tags[tag])));
    });
    main.append(card(words.schemas, Object.keys(doc.components.schemas).map(schema)));
    unfold();
    window.addEventListener("hashchange", unfold);
  }).catch(function () {
    main.append(el("p", words.failed, { role: "alert", "class": "bad" }));
  }).finally(function () { main.removeAttribute("aria-busy"); });
})();
