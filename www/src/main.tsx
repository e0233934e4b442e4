// The page's beginning: the state is drawn whenever it changes.

import "./trusted.js";
import { render } from "preact";
import { takeDrops } from "./intake/window.js";
import { module } from "./lint/module.js";
import { keepOffline } from "./offline/register.js";
import { follow } from "./state/route.js";
import { current, listen, update } from "./state/state.js";
import { App } from "./view/app.js";
import { keepingFocus } from "./view/focus.js";

const page = document.querySelector("#page") as HTMLElement;
const draw = () => keepingFocus(() => render(<App state={current()} />, page));

draw();
listen(draw);
follow();
takeDrops(window);
module.catch((error: Error) => update({ problem: error.message }));
addEventListener("load", keepOffline);
