// The one script on every page: the theme's buttons, printing, and the widgets.
import { closeContents, landOnTargets, listenToButtons, nameSolutions, openForPrint } from "./page.js";
import { mountAll } from "./host.js";

listenToButtons(document);
closeContents(document);
openForPrint(globalThis);
nameSolutions(globalThis);
landOnTargets(document, globalThis);
mountAll(document);
