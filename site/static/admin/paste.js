/* Pasting from Word, spreadsheets and web pages into the text of a page: a table becomes a table block, a
   heading a heading block, where the field has such blocks. Elsewhere cells stay apart, and a hint says so.
   Draft.js, behind Wagtail 8.0.1's editor, would run all cells of a table together. */

(() => {
  const words = document.currentScript.dataset;
  const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading], p.MsoTitle";
  const SPECIAL = `table, ${HEADING}`;
  const TEXT = ".public-DraftEditor-content";
  const OWN_COPY = "[data-draftjs-conductor-fragment], [data-editor]";
  const streams = [];
  let isOurs = false;

  /* Wagtail keeps no list of its stream blocks: each is noted when it is drawn. */
  const { blocks } = window.wagtailStreamField ?? {};
  if (blocks) {
    const { render } = blocks.StreamBlockDefinition.prototype;
    blocks.StreamBlockDefinition.prototype.render = function noted(...args) {
      const stream = render.apply(this, args);
      streams.push(stream);
      return stream;
    };
  }

  const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

  /* Rows of equal length; a merged cell keeps its text in its first place. */
  function cellsOf(table) {
    const rows = [];
    const put = (row, column, text) => {
      rows[row] ??= [];
      rows[row][column] ??= text;
    };
    for (const [number, row] of [...table.rows].entries()) {
      let column = 0;
      for (const cell of row.cells) {
        while (rows[number]?.[column] !== undefined) column += 1;
        for (let down = 0; down < Math.min(cell.rowSpan, 1000); down += 1) {
          for (let right = 0; right < Math.min(cell.colSpan, 100); right += 1) {
            put(number + down, column + right, down || right ? "" : textOf(cell));
          }
        }
        column += cell.colSpan;
      }
    }
    const width = Math.max(0, ...rows.map((row) => row.length));
    return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
  }

  function tableFrom(table) {
    const data = cellsOf(table);
    const first = table.rows[0];
    const hasHead = Boolean(table.tHead) || [...(first?.cells ?? [])].every((cell) => cell.tagName === "TH");
    return { kind: "table", data, hasHead, caption: table.caption ? textOf(table.caption) : "" };
  }

  function headingFrom(element) {
    const level = Number(element.ariaLevel ?? element.tagName.replace(/\D/g, "")) || 1;
    return { kind: "heading", text: textOf(element), level: level < 3 ? "h2" : "h3" };
  }

  /* The pasted page as texts, headings and tables in their order. */
  function partsOf(root) {
    const parts = [];
    const addText = (html) => {
      const last = parts.at(-1);
      if (last?.kind === "text") last.html += html;
      else parts.push({ kind: "text", html });
    };
    const walk = (parent) => {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          if (node.textContent.trim()) addText(node.textContent.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt()};`));
        } else if (node.nodeType !== Node.ELEMENT_NODE || node.matches("style, script, meta, link, title")) {
          continue;
        } else if (node.matches("table")) {
          const table = tableFrom(node);
          const count = table.data.flat().length;
          if (count > 1) parts.push(table);
          else if (count) addText(`<p>${node.rows[0].cells[0].innerHTML}</p>`);
        } else if (node.matches(HEADING)) {
          if (textOf(node)) parts.push(headingFrom(node));
        } else if (node.querySelector(SPECIAL)) {
          walk(node);
        } else if (textOf(node) || node.matches("br")) {
          addText(node.outerHTML);
        }
      }
    };
    walk(root);
    return parts;
  }

  function rowsOfText(text) {
    const rows = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const isTable = rows.length > 1 && rows[0].length > 1 && rows.every((row) => row.length === rows[0].length);
    return isTable ? [{ kind: "table", data: rows, hasHead: false, caption: "" }] : [];
  }

  function partsPasted(clipboard) {
    const html = clipboard.getData("text/html");
    if (!html) return { parts: rowsOfText(clipboard.getData("text/plain")) };
    const page = new DOMParser().parseFromString(html, "text/html");
    if (page.querySelector(OWN_COPY)) return { parts: [] };
    const hasScripts = keepScripts(page);
    return { parts: partsOf(page.body), hasScripts };
  }

  /* Draft.js drops sub- and superscript from what is pasted; most of it has signs of its own. */
  const SIGNS = {
    sup: ["0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"],
    sub: ["0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ"],
  };

  function keepScripts(root) {
    let found = false;
    for (const [tag, [plain, raised]] of Object.entries(SIGNS)) {
      const selector = `${tag}, span[style*="vertical-align:${tag === "sup" ? "super" : "sub"}"]`;
      for (const element of root.querySelectorAll(selector)) {
        const signs = [...element.textContent.trim()].map((sign) => [...raised][plain.indexOf(sign)]);
        if (signs.length && !signs.includes(undefined)) {
          element.replaceWith(signs.join(""));
          found = true;
        }
      }
    }
    return found;
  }

  const escaped = (text) => Object.assign(document.createElement("i"), { textContent: text }).innerHTML;

  function asText(part) {
    if (part.kind === "text") return part.html;
    if (part.kind === "heading") return `<p>${escaped(part.text)}</p>`;
    return part.data.map((row) => `<p>${escaped(row.join(" | "))}</p>`).join("");
  }

  /* Hand what is text to the editor itself, as if it had been copied alone. */
  function pasteText(target, html) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
    isOurs = true;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    isOurs = false;
  }

  function hint(editor, text) {
    const wrapper = editor.closest("[data-field-wrapper], .w-field__wrapper, .Draftail-Editor") ?? editor;
    wrapper.parentElement.querySelector(":scope > [data-paste-hint]")?.remove();
    const message = Object.assign(document.createElement("p"), { className: "help-block help-info", textContent: text });
    message.dataset.pasteHint = "";
    message.setAttribute("role", "status");
    wrapper.after(message);
  }

  /* The innermost stream with the editor in it that has blocks for all of these parts; and the place there. */
  function placeFor(target, kinds) {
    for (const stream of [...streams].reverse()) {
      const index = stream.children.findIndex((child) => child.element.contains(target));
      const types = stream.blockDef.childBlockDefsByName;
      const isText = stream.children[index]?.type === "text";
      if (isText && kinds.every((kind) => types[kind])) return { stream, index };
    }
    return null;
  }

  function stateOf(part, initial) {
    if (part.kind === "heading") return { ...initial, text: part.text, level: part.level };
    return {
      data: part.data,
      cell: [],
      mergeCells: [],
      first_row_is_table_header: part.hasHead,
      first_col_is_header: false,
      table_header_choice: part.hasHead ? "row" : "",
      table_caption: part.caption,
    };
  }

  /* A new editor is there some moments after its block. */
  function pasteWhenDrawn(block, html, tries = 200) {
    const editor = block.querySelector(TEXT);
    if (editor) pasteText(editor, html);
    else if (tries) setTimeout(() => pasteWhenDrawn(block, html, tries - 1), 50);
  }

  function insert({ stream, index }, parts) {
    const states = stream.blockDef.initialChildStates;
    parts.forEach((part, number) => {
      const child = stream.insert(
        { type: part.kind, value: part.kind === "text" ? states.text : stateOf(part, states[part.kind]) },
        index + 1 + number,
        { animate: false, focus: false },
      );
      if (part.kind === "text") {
        pasteWhenDrawn(child?.element ?? stream.children[index + 1 + number].element, part.html);
      }
    });
  }

  document.addEventListener(
    "paste",
    (event) => {
      const target = event.target.closest?.(TEXT);
      if (isOurs || !target || !event.clipboardData) return;
      const { parts, hasScripts } = partsPasted(event.clipboardData);
      const special = parts.filter((part) => part.kind !== "text");
      if (!special.length && !hasScripts) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!special.length) {
        pasteText(target, parts.map(asText).join(""));
        return;
      }
      const place = placeFor(target, [...new Set(["text", ...special.map((part) => part.kind)])]);
      if (place) {
        const first = parts[0].kind === "text" ? parts.shift() : null;
        if (first) pasteText(target, first.html);
        insert(place, parts);
        const hasTable = special.some((part) => part.kind === "table");
        hint(target, hasTable ? words.tableInserted : words.headingInserted);
      } else {
        pasteText(target, parts.map(asText).join(""));
        hint(target, special.some((part) => part.kind === "table") ? words.tableAsText : words.headingAsText);
      }
    },
    true,
  );
})();
