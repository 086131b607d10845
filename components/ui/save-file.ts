/** Hands a file to the browser, which keeps it among the downloads. */
export function saveFile({ name, type, parts }: { name: string; type: string; parts: BlobPart[] }): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = window.document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** As readable JSON, in a file named after what is in it. */
export function saveJson(name: string, value: object): void {
  saveFile({
    name: `${fileName(name)}.json`,
    type: "application/json",
    parts: [`${JSON.stringify(value, null, 2)}\n`],
  });
}

/** Words of a title as the name of a file: `Commandes → Dolibarr` gives `commandes-dolibarr`. */
export function fileName(title: string): string {
  const plain = title.normalize("NFD").replace(/\p{M}/gu, "");
  return (
    plain
      .replace(/[^\w]+/g, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase() || "passerelle"
  );
}
