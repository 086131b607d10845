/** One entry of an error reply. */
export interface WebserviceError {
  readonly code: number;
  readonly message: string;
}

/** An error reply of the Webservice; thrown inside, rendered in the format the caller asked for. */
export class WebserviceFailure extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly WebserviceError[],
    /** Some paths (images, search) end normally and so carry the content hash. */
    readonly hashed = false,
  ) {
    super(errors.map((error) => `${error.code} ${error.message}`).join("; "));
  }
}

/** PHP died without a word: an empty 500 in HTML, or the text of a Tools::displayError page. */
export class PhpCrash extends Error {
  constructor(readonly body = "") {
    super(body === "" ? "uncaught PHP exception" : body);
  }
}

export function fail(status: number, code: number, message: string): WebserviceFailure {
  return new WebserviceFailure(status, [{ code, message }]);
}

/** Where the real PHP prints its warnings from; the messages carry it. */
const ROOT = "/var/www/prestashop/classes";

export function phpWarning(text: string, file: string, line: number): WebserviceError {
  return { code: 3, message: `[PHP Warning #2] ${text} (${ROOT}/${file}, line ${line})` };
}

/** PHP's levenshtein-based suggestion: the last of the nearest words. */
export function closest(input: string, words: readonly string[]): string {
  let best = "";
  let shortest = -1;
  for (const word of words) {
    const distance = levenshtein(input, word);
    if (distance === 0) return word;
    if (shortest < 0 || distance <= shortest) {
      best = word;
      shortest = distance;
    }
  }
  return best;
}

export function didYouMean(input: string, words: readonly string[]): string {
  return `Did you mean: "${closest(input, words)}"? The full list is: "${words.join('", "')}"`;
}

function levenshtein(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
