// The acceptance list, for the sample.
import { accept } from "./acceptance.mjs";
import { build } from "./support.mjs";

accept("sample", () => build());
