/** @file What runs on every page; all of it is an addition, the page is whole without. */

import { startContents } from "./contents.js";
import { startCopy } from "./copy.js";
import { startLive } from "./live.js";
import { startPlayers } from "./noSound.js";
import { startPredict } from "./predict.js";
import { startReading } from "./reading.js";
import { startScrolling } from "./scrolling.js";
import { startTheme } from "./theme.js";

startTheme();
startContents();
startCopy();
startPredict();
startReading();
startScrolling();
startPlayers();
startLive();

// a page without figures of a kind loads nothing of theirs
if (document.querySelector("script.plotly")) {
  void import("./figures.js").then(({ startFigures }) => startFigures());
}
if (document.getElementById("find")) {
  void import("./find.js").then(({ startFind }) => startFind());
}
if (document.querySelector("figure[data-live]")) {
  void import("./scriptedFigures.js").then(({ startScriptedFigures }) => startScriptedFigures());
}
