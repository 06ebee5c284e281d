"""The script of the index: what :mod:`handouts.finding` does, in a browser, with the words that come as data.

It answers as ``find`` does, but for codes and the order: a page for patients ranks nothing.
``tests/site/test_site_search.py`` runs both on the same questions.
"""

from __future__ import annotations

SCRIPT = r"""(function (root) {
  "use strict";

  function Finder(data) {
    var zones = data.zones;

    function plain(text) {
      var bare = text.replace(/\u2019/g, "'").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
      return bare.replace(/[^\p{L}\p{N}_.']+|_|'s(?![\p{L}\p{N}_])|'|\.(?![\p{L}\p{N}_])/gu, " ").trim()
        .replace(/\s+/g, " ");
    }
    function split(text) { return text ? text.split(" ") : []; }
    function find(text, phrase) {
      var at = (" " + text + " ").indexOf(" " + phrase + " ");
      return at < 0 ? null : [at, at + phrase.length];
    }
    function has(list, word) { return list.indexOf(word) >= 0; }
    function setOf(words) {
      var there = Object.create(null);
      words.forEach(function (word) { there[word] = true; });
      return there;
    }

    function taken(text, words) {
      for (var i = 0; i < words.length; i += 1) {
        var where = find(text, words[i]);
        if (where) { return (text.slice(0, where[0]) + text.slice(where[1])).trim().replace(/\s+/g, " "); }
      }
      return text;
    }

    function chain(first, last) {
      var best = null, cost = null;
      function meanings(hit) {
        var more = data.ends[hit.phrase] || [];
        return hit.means.concat(more.filter(function (zone) { return !has(hit.means, zone); }));
      }
      meanings(first).forEach(function (one) {
        meanings(last).forEach(function (two) {
          data.chains.forEach(function (line) {
            var a = line.indexOf(one), b = line.indexOf(two);
            if (one === two || a < 0 || b < 0) { return; }
            var part = a < b ? line.slice(a, b + 1) : line.slice(b, a + 1).reverse();
            var own = (has(first.means, one) ? 0 : 2) + (has(last.means, two) ? 0 : 1);
            if (!cost || own < cost[0] || (own === cost[0] && part.length < cost[1])) {
              cost = [own, part.length];
              best = part;
            }
          });
        });
      });
      return best || [];
    }

    function bare(text) {
      return split(text).filter(function (word) { return !has(data.articles, word); }).join(" ");
    }
    function urgent(text) {
      var words = setOf(split(text));
      function one(phrases) {
        return phrases.some(function (phrase) { return phrase.every(function (word) { return words[word]; }); });
      }
      var met = data.stop.filter(function (rule) { return rule.lists.every(one) && !one(rule.unless); });
      return { any: met.length > 0, alone: met.some(function (rule) { return rule.alone; }) };
    }

    function slips(asked, word) {
      if (asked.length !== data.shortest) { return word.length < data.shortest ? -1 : errors(asked, word); }
      var lacks = word.length === asked.length + 1 && split(word.split("").join(" ")).some(function (_, at) {
        return asked === word.slice(0, at) + word.slice(at + 1);
      });
      return lacks || asked === word[1] + word[0] + word.slice(2) || asked === word[0] + word[2] + word[1] ? 1 : -1;
    }
    function mendedWord(word) {
      if (word.length < data.shortest || known[word] || /[0-9]/.test(word)) { return word; }
      var names = word.length === data.shortest ? begun : begun.concat(long);
      if (names.some(function (name) { return name.indexOf(word) === 0; })) { return word; }
      var best = null;
      Object.keys(tiers).forEach(function (meant) {
        if (meant[0] !== word[0] && word !== meant.slice(1) && word.slice(0, 2) !== meant[1] + meant[0]) { return; }
        var wrong = slips(word, meant);
        if (wrong < 0 || (wrong > 1 && tiers[meant] > 1)) { return; }
        var key = [wrong, tiers[meant], Math.abs(meant.length - word.length), meant];
        for (var i = 0; best && i < key.length; i += 1) {
          if (key[i] > best[i]) { return; }
          if (key[i] < best[i]) { break; }
        }
        best = key;
      });
      return best ? best[3] : word;
    }
    function mended(text) { return split(text).map(mendedWord).join(" "); }

    function read(typed) {
      var text = plain(typed), first = urgent(bare(text));
      text = mended(text);
      if (!first.any) { first = urgent(bare(text)); }
      if (first.alone) { return { stop: true, urgent: true, zones: [], rest: [], text: text }; }
      text = bare(taken(taken(text, data.sides), data.editions));
      var hits = [], left = text;
      data.means.forEach(function (pair) {
        for (var where = find(left, pair[0]); where; where = find(left, pair[0])) {
          hits.push({ start: where[0], end: where[1], phrase: pair[0], means: pair[1] });
          left = left.slice(0, where[0]) + "\0".repeat(where[1] - where[0]) + left.slice(where[1]);
        }
      });
      hits.sort(function (a, b) { return a.start - b.start; });
      var found = [];
      for (var i = 0; i < hits.length; i += 1) {
        var line = [];
        if (i + 1 < hits.length) {
          var between = split(text.slice(hits[i].end, hits[i + 1].start).trim()).join(" ");
          if (data.between.some(function (word) { return find(between, word); })) {
            line = chain(hits[i], hits[i + 1]);
            if (line.length) {
              hits[i + 1] = { start: hits[i + 1].start, end: hits[i + 1].end, phrase: hits[i + 1].phrase,
                means: line.slice(-1) };
            }
          }
        }
        (line.length ? line : hits[i].means).forEach(function (zone) {
          if (!has(found, zone)) { found.push(zone); }
        });
      }
      var rest = split(left.replace(/\0+/g, " ").trim().replace(/\s+/g, " ")).filter(function (word) {
        return !has(data.idle, word) && !has(data.between, word);
      });
      return { stop: false, urgent: first.any, zones: found, rest: rest, text: text };
    }

    function begins(asked, words) {
      return asked.every(function (part) {
        return words.some(function (word) { return word.indexOf(part) === 0; });
      });
    }
    function initials(name) {
      var words = name.split(" ");
      return words.length < 2 ? [] : [1, 2].map(function (letters) {
        return words.map(function (word) { return word.slice(0, letters); }).join("");
      });
    }
    function met(entry, query, asked) {
      var text = query.text, together = text.replace(/ /g, "");
      if (!text) { return false; }
      if (has(entry.names, text) || has(entry.also, text)) { return true; }
      if (!asked.length) { return false; }
      if (entry.names.some(function (name) { return name.indexOf(text) === 0 || begins(asked, name.split(" ")); })) {
        return true;
      }
      if (together.length >= 2 && entry.names.some(function (name) {
        return initials(name).some(function (short) { return short.indexOf(together) >= 0; });
      })) { return true; }
      if (query.zones.length && !query.rest.length) { return false; }
      return entry.also.some(function (name) { return begins(asked, name.split(" ")); });
    }

    function errors(asked, word) {
      var most = asked.length < data.letters ? 0 : asked.length < data.longWord ? 1 : 2;
      if (asked === word) { return 0; }
      if (!most || Math.abs(asked.length - word.length) > most) { return -1; }
      var older = [], before = [], row, column;
      for (column = 0; column <= word.length; column += 1) { before.push(column); }
      for (row = 1; row <= asked.length; row += 1) {
        var now = [row];
        for (column = 1; column <= word.length; column += 1) {
          var cost = Math.min(before[column] + 1, now[column - 1] + 1,
            before[column - 1] + (asked[row - 1] === word[column - 1] ? 0 : 1));
          if (row > 1 && column > 1 && asked[row - 1] === word[column - 2] && asked[row - 2] === word[column - 1]) {
            cost = Math.min(cost, older[column - 2] + 1);
          }
          now.push(cost);
        }
        if (Math.min.apply(null, now) > most) { return -1; }
        older = before;
        before = now;
      }
      return before[word.length] <= most ? before[word.length] : -1;
    }
    function mistyped(entry, asked) {
      return entry.names.concat(entry.also).some(function (name) {
        return asked.every(function (part) {
          return name.split(" ").some(function (word) { return word.indexOf(part) === 0 || errors(part, word) >= 0; });
        });
      });
    }

    function answer(typed) {
      var query = read(typed);
      if (query.stop) { return { stop: true, urgent: true, zones: [], found: [] }; }
      var asked = split(query.text).filter(function (word) { return !has(data.idle, word); });
      var levels = data.entries.map(function (entry) { return met(entry, query, asked); });
      if (asked.length && !query.zones.length && !levels.some(Boolean)) {
        levels = data.entries.map(function (entry) { return mistyped(entry, asked); });
      }
      var found = data.entries.filter(function (entry, at) {
        if (levels[at]) { return true; }
        if (query.zones.length) {
          return query.zones.some(function (zone) { return has(entry.zones, zone); });
        }
        return query.rest.some(function (word) { return has(entry.says, word); });
      });
      return { stop: false, urgent: query.urgent, zones: query.zones.map(function (zone) { return zones[zone]; }),
        found: found.map(function (entry) { return entry.slug; }),
        all: query.zones.length < 2 ? [] : found.filter(function (entry) {
          return query.zones.every(function (zone) { return has(entry.zones, zone); });
        }).map(function (entry) { return entry.slug; }) };
    }
    var tiers = Object.create(null), known = setOf(data.ownWords), begun = [], long = [];
    function learn(words, tier) {
      words.forEach(function (word) {
        if (!(word in tiers)) { tiers[word] = tier; }
        known[word] = true;
      });
    }
    learn(data.placeWords, 0);
    data.entries.forEach(function (entry) {
      entry.names.concat(entry.also).forEach(function (name) {
        learn(split(name), 1);
        if (has(entry.names, name)) { begun = begun.concat(split(name), initials(name)); }
        else { long = long.concat(split(name)); }
      });
      entry.says.concat(entry.echo).forEach(function (word) { known[word] = true; });
    });
    learn(data.heard, 2);
    return { answer: answer, plain: plain };
  }

  if (typeof module !== "undefined" && module.exports) { module.exports = Finder; return; }
  var document = root.document;
  var box = document.querySelector(".search");
  var field = document.getElementById("find");
  var list = document.getElementById("found");
  var none = document.querySelector(".none");
  if (!box || !field || !list || !root.handoutsWords) { return; }
  var finder = Finder(root.handoutsWords);
  var rows = Array.prototype.slice.call(document.querySelectorAll(".all li[data-words]"));
  var places = document.querySelector(".places");
  var signs = document.querySelector(".stop"), shown = null;
  box.hidden = false;
  field.addEventListener("input", function () {
    var asked = finder.plain(field.value), wanted = asked.split(" "), count = 0;
    list.textContent = "";
    if (shown) { box.removeChild(shown); shown = null; }
    if (asked !== "") {
      var known = finder.answer(field.value);
      if (known.urgent && signs) {
        shown = signs.cloneNode(true);
        shown.removeAttribute("id");
        shown.removeAttribute("aria-labelledby");
        shown.setAttribute("role", "alert");
        Array.prototype.forEach.call(shown.querySelectorAll("[id]"), function (part) { part.removeAttribute("id"); });
        box.insertBefore(shown, list);
        count = 1;
      }
      if (!known.stop) {
        var slugs = known.all && known.all.length ? known.all : known.found;
        rows.forEach(function (row) {
          var words = row.getAttribute("data-words");
          if (slugs.indexOf(row.getAttribute("data-slug")) >= 0 || (!known.zones.length &&
              wanted.every(function (part) { return words.indexOf(part) >= 0; }))) {
            list.appendChild(row.cloneNode(true));
            count += 1;
          }
        });
      }
    }
    if (places) { places.hidden = asked !== ""; }
    none.hidden = asked === "" || count > 0;
  });
}(typeof window === "undefined" ? {} : window));
"""
