export { type DigitAutoencoder, loadDigitAutoencoder } from "./autoencoder.js";
export { caption, loadCaptioner, seenRows } from "./captioner.js";
export { CAPTION_WORDS, captionOf, writtenCaption } from "./captions.js";
export { loadDetector } from "./detector.js";
export { digitScene, SCENE_SIDE, type Scene, type SceneOptions } from "./scenes.js";
