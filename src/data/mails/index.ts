export { encodeMails } from "./encodeMails.js";
export { htmlText } from "./htmlText.js";
export { loadMails, type Mail, type MailCounts, type MailSplit, type Mails } from "./mails.js";
export { type MailText, mailText } from "./mailText.js";
export { findNearDuplicates, groupNearDuplicates, type Novelty } from "./nearDuplicates.js";
export { type MailHeader, mailHeader, type ParsedMail, parseMail } from "./parseMail.js";
export { loadRawMails, type RawMail } from "./rawMails.js";
