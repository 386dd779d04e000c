export { type Resonator, resonate, resonator } from "./resonator.js";
export { SAMPLE_RATE, speak, steadyVowel } from "./speak.js";
export { drawVoice, meanVoice, type Voice } from "./voice.js";
export {
  type Formants,
  type MeanVowel,
  meanVowel,
  tractScale,
  type VoiceGroup,
  type VowelName,
  vowelNames,
  vowelWords,
} from "./vowels.js";
