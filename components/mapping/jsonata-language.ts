import type { languages } from "monaco-editor/esm/vs/editor/editor.api.js";

export const jsonataConfiguration: languages.LanguageConfiguration = {
  comments: { blockComment: ["/*", "*/"] },
  brackets: [
    ["{", "}"],
    ["[", "]"],
    ["(", ")"],
  ],
  autoClosingPairs: [
    { open: "{", close: "}" },
    { open: "[", close: "]" },
    { open: "(", close: ")" },
    { open: '"', close: '"', notIn: ["string", "comment"] },
    { open: "'", close: "'", notIn: ["string", "comment"] },
    { open: "`", close: "`", notIn: ["string", "comment"] },
  ],
  wordPattern: /\$?[\p{L}_][\p{L}\p{N}_]*/u,
};

/**
 * After a value a slash divides; anywhere else it opens a regular expression: `after` is the state that remembers it.
 */
export const jsonataTokens: languages.IMonarchLanguage = {
  defaultToken: "",
  unicode: true,
  tokenizer: {
    root: [
      [/\s+/, ""],
      [/\/\*/, "comment", "@comment"],
      [/\/(?:[^/\\\n]|\\.)+\/[im]*/, { token: "regexp", next: "@after" }],
      [/"/, "string", "@double"],
      [/'/, "string", "@single"],
      [/`[^`]*`/, { token: "field", next: "@after" }],
      [/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, { token: "number", next: "@after" }],
      [/\$[\p{L}_][\p{L}\p{N}_]*(?=\s*\()/u, "function"],
      [/\$\$|\$[\p{L}\p{N}_]*/u, { token: "variable", next: "@after" }],
      [/(?:true|false|null)\b/, { token: "constant", next: "@after" }],
      [/(?:function\b|λ)/, "keyword"],
      [/[\p{L}_][\p{L}\p{N}_]*/u, { token: "field", next: "@after" }],
      [/[)\]}]/, { token: "bracket", next: "@after" }],
      [/[([{]/, "bracket"],
      [/:=|~>|!=|<=|>=|\*\*|\.\.|[?:&|+\-*/%=<>^@#!.,;]/, "operator"],
    ],
    after: [
      [/\s+/, ""],
      [/\/\*/, "comment", "@comment"],
      [/(?:and|or|in)\b/, { token: "keyword", next: "@pop" }],
      [/\//, { token: "operator", next: "@pop" }],
      [/(?=.)/, { token: "", next: "@pop" }],
    ],
    comment: [
      [/\*\//, "comment", "@pop"],
      [/[^*]+|\*/, "comment"],
    ],
    double: [
      [/[^"\\]+/, "string"],
      [/\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]/, "escape"],
      [/\\./, "invalid"],
      [/"/, { token: "string", switchTo: "@after" }],
    ],
    single: [
      [/[^'\\]+/, "string"],
      [/\\u[0-9a-fA-F]{4}|\\['"\\/bfnrt]/, "escape"],
      [/\\./, "invalid"],
      [/'/, { token: "string", switchTo: "@after" }],
    ],
  },
};
