/*
 * Reads QR codes through the camera, where the browser can by itself (Shape Detection API); elsewhere
 * people type the six letters.
 */

interface DetectedCode {
  rawValue: string;
}
interface CodeDetector {
  detect(source: HTMLVideoElement): Promise<DetectedCode[]>;
}
type DetectorClass = new (options: { formats: string[] }) => CodeDetector;

/** How often a picture is looked at, in milliseconds. */
const EVERY = 200;

/** Whether this browser has a camera to ask for and reads QR codes by itself. */
export function canReadTickets(): boolean {
  return detectorClass() !== null && navigator.mediaDevices !== undefined;
}

/**
 * Shows the camera in `video` and tells every code that it sees, also the same one again, until what it
 * returns is called. Throws when the camera is refused or there is none.
 */
export async function readTickets(
  video: HTMLVideoElement,
  onCode: (text: string) => void
): Promise<() => void> {
  const Detector = detectorClass();
  if (!Detector) throw new Error('this browser reads no codes');
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' }
  });
  video.srcObject = stream;
  await video.play();
  const detector = new Detector({ formats: ['qr_code'] });
  const timer = setInterval(() => {
    detector.detect(video).then(
      (codes) => codes.forEach(({ rawValue }) => onCode(rawValue)),
      // A picture that is not there yet; the next one is.
      () => undefined
    );
  }, EVERY);
  return () => {
    clearInterval(timer);
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}

function detectorClass(): DetectorClass | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function' ? (found as DetectorClass) : null;
}
