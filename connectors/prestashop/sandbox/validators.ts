/** PrestaShop's Validate::isX, as far as the Webservice's fields use them. Absent = accepts anything. */
const VALIDATORS: Record<string, (value: string) => boolean> = {
  isUnsignedId: (value) => isUnsignedInt(value),
  isUnsignedInt: (value) => isUnsignedInt(value),
  isNullOrUnsignedId: (value) => isUnsignedInt(value),
  isPositiveInt: (value) => isUnsignedInt(value),
  isInt: (value) => /^-?\d+$/.test(value),
  isBool: (value) => /^(0|1|true|false)?$/i.test(value),
  isFloat: isNumeric,
  isUnsignedFloat: (value) => isNumeric(value) && Number(value) >= 0,
  isPrice: (value) => /^\d{1,10}(\.\d{1,9})?$/.test(value),
  isNegativePrice: (value) => /^-?\d{1,10}(\.\d{1,9})?$/.test(value),
  isPercentage: (value) => isNumeric(value) && Number(value) >= 0 && Number(value) <= 100,
  isReductionType: (value) => value === "amount" || value === "percentage",
  isGenericName: (value) => /^[^<>={}]*$/u.test(value),
  IsGenericName: (value) => /^[^<>={}]*$/u.test(value),
  isCatalogName: (value) => /^[^<>;=#{}]*$/u.test(value),
  isCarrierName: (value) => /^[^<>;=#{}]*$/u.test(value),
  isName: (value) => /^[^0-9!<>,;?=+()@#"°{}_$%:¤|]*$/u.test(value),
  isCustomerName: (value) => /^(?:[^0-9!<>,;?=+()/\\@#"°*`{}_^$%:¤[\]|.。]|[.。](?:\s|$))*$/u.test(value),
  isAddress: (value) => /^[^!<>?=+@{}_$%]*$/u.test(value),
  isCityName: (value) => /^[^!<>;?=+@#"°{}_$%]*$/u.test(value),
  isPostCode: (value) => /^[a-zA-Z 0-9-]+$/.test(value),
  isPhoneNumber: (value) => /^[+0-9. ()/-]*$/.test(value),
  isMessage: (value) => !/[<>{}]/.test(value),
  isCleanHtml,
  isReference: (value) => /^[^<>;={}]*$/u.test(value),
  isEan13: (value) => /^[0-9]{0,13}$/.test(value),
  isUpc: (value) => /^[0-9]{0,12}$/.test(value),
  isIsbn: (value) => /^[0-9-]{0,32}$/.test(value),
  isMpn: (value) => value.length <= 40,
  isDniLite: (value) => /^[0-9A-Za-z.-]{1,16}$/.test(value),
  isEmail: (value) => /^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(value),
  isApe: (value) => /^[0-9]{3,4}[a-zA-Z]$/.test(value),
  isUrl: (value) => /^[~:#,$%&_=()[\].? +\-@/a-zA-Z0-9\p{L}!-]+$/u.test(value),
  isMd5: (value) => /^[a-f0-9A-F]{32}$/.test(value),
  isSha1: (value) => /^[a-f0-9A-F]{40}$/.test(value),
  isColor: (value) => /^(#[0-9a-fA-F]{6}|[a-zA-Z0-9-]*)$/.test(value),
  isDate: (value) => /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(value),
  isDateFormat: (value) => /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(value),
  isDateOrNull: (value) => /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(value),
  isBirthDate: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  isModuleName: (value) => /^[a-zA-Z0-9_-]+$/.test(value),
  isTrackingNumber: (value) => /^[~:#,%&_=()[\].? +\-@/a-zA-Z0-9]+$/.test(value),
  isLinkRewrite: (value) => /^[_a-zA-Z0-9-]+$/.test(value),
  isProductVisibility: (value) => ["both", "catalog", "search", "none"].includes(value),
  isLanguageIsoCode: (value) => /^[a-zA-Z]{2,3}$/.test(value),
  isStateIsoCode: (value) => /^[a-zA-Z0-9]{1,4}(-[a-zA-Z0-9]{1,4})?$/.test(value),
  isPriceDisplayMethod: (value) => value === "0" || value === "1",
};

/** True when the value passes PrestaShop's check of that name. */
export function isValid(format: string, value: string): boolean {
  const validator = VALIDATORS[format];
  return validator ? validator(value) : true;
}

function isUnsignedInt(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) < 4294967296;
}

function isNumeric(value: string): boolean {
  return /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value.trim());
}

/** No script, no event handler, no frame: the check on descriptions and messages. */
function isCleanHtml(value: string): boolean {
  if (/<[\s]*script/is.test(value)) return false;
  if (/<[^>]*[\s/"'](?:on[a-z]+)\s*=/is.test(value)) return false;
  if (/.*script:/is.test(value)) return false;
  return !/<[\s]*(i?frame|form|input|embed|object)/is.test(value);
}
