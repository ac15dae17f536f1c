// What belongs to each view beside its lines.
import {
  back as backChannels,
  foot as footChannels,
  front as frontChannels,
  leg as legChannels,
  lowBack as lowBackChannels,
  neck as neckChannels,
  side as sideChannels,
} from "./channels.js";
import {
  back as backLandmarks,
  foot as footLandmarks,
  front as frontLandmarks,
  hand as handLandmarks,
  leg as legLandmarks,
  lowBack as lowBackLandmarks,
  neck as neckLandmarks,
  side as sideLandmarks,
} from "./landmarks.js";
import {
  back as backRegions,
  foot as footRegions,
  front as frontRegions,
  hand as handRegions,
  leg as legRegions,
  lowBack as lowBackRegions,
  neck as neckRegions,
  side as sideRegions,
} from "./regions.js";

/** @typedef {import("./shape.js").View} View */

/** By the name of the view. @type {Record<string, Pick<View, "landmarks" | "regions" | "channels">>} */
export const sets = {
  front: { landmarks: frontLandmarks, regions: frontRegions, channels: frontChannels },
  back: { landmarks: backLandmarks, regions: backRegions, channels: backChannels },
  side: { landmarks: sideLandmarks, regions: sideRegions, channels: sideChannels },
  hand: { landmarks: handLandmarks, regions: handRegions, channels: [] },
  foot: { landmarks: footLandmarks, regions: footRegions, channels: footChannels },
  leg: { landmarks: legLandmarks, regions: legRegions, channels: legChannels },
  neck: { landmarks: neckLandmarks, regions: neckRegions, channels: neckChannels },
  "low-back": { landmarks: lowBackLandmarks, regions: lowBackRegions, channels: lowBackChannels },
};
