// The one script. Every page works without it; it adds speed, keys and a memory for typed text.
import htmx from "htmx.org";
import "./taizhang.css";
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";
import { startKeeping } from "./keep.js";
import { startKeyboard } from "./keyboard.js";

// Strict content security policy: nothing is evaluated, no style is written into the page.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.attributesToSettle = ["class", "width", "height"]; // no style
htmx.config.historyCacheSize = 0; // pages of a shared computer are not kept in its storage
htmx.config.scrollBehavior = "instant";
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "409|413|422|429", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];
window.htmx = htmx;

// Styles and scripts of single screens, if they are there.
import.meta.glob(["./ledger.css", "./review.css", "./reporting.css", "./review.js", "./symposium.css", "./symposium.js"], {
  eager: true,
});

startForms();
startKeeping();
startDialogs();
startKeyboard();
