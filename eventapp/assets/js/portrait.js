/**
 * Cuts a portrait before it is sent: <form data-portrait> with a file input, a canvas, a zoom slider.
 * The picture is moved by pointer or arrow keys and zoomed by slider, wheel or +/-; on sending, what the frame shows is
 * drawn at 600 × 800 and takes the file's place. Without JavaScript (or for a picture that the browser cannot read) the
 * file goes as it is, and the server cuts out its middle.
 */
const WIDTH = 600;
const HEIGHT = 800;
const STEP = 12;
const QUALITY = 0.9;

function install(form) {
  const input = form.querySelector('input[type="file"]');
  const part = form.querySelector("[data-portrait-cut]");
  const canvas = form.querySelector("[data-portrait-canvas]");
  const zoom = form.querySelector("[data-portrait-zoom]");
  let picture = null;
  let centre = { x: 0.5, y: 0.45 };

  /** The part of the picture that the frame shows, in its own pixels; the centre is kept where the frame stays full. */
  function frame() {
    const scale = Math.min(picture.width / WIDTH, picture.height / HEIGHT) / Number(zoom.value);
    const size = { width: WIDTH * scale, height: HEIGHT * scale };
    const inside = (at, whole, half) => Math.min(Math.max(at * whole, half), whole - half) / whole;
    centre = { x: inside(centre.x, picture.width, size.width / 2), y: inside(centre.y, picture.height, size.height / 2) };
    return { x: centre.x * picture.width - size.width / 2, y: centre.y * picture.height - size.height / 2, ...size };
  }

  function draw(target) {
    const { x, y, width, height } = frame();
    target.getContext("2d").drawImage(picture, x, y, width, height, 0, 0, target.width, target.height);
  }

  function move(dx, dy) {
    const { width, height } = frame();
    const drawn = canvas.getBoundingClientRect();
    centre = {
      x: centre.x - (dx / drawn.width) * (width / picture.width),
      y: centre.y - (dy / drawn.height) * (height / picture.height),
    };
    draw(canvas);
  }

  function magnify(by) {
    zoom.value = String(Number(zoom.value) + by);
    draw(canvas);
  }

  input.addEventListener("change", async () => {
    picture = input.files[0] ? await createImageBitmap(input.files[0], { imageOrientation: "from-image" }).catch(() => null) : null;
    part.hidden = picture === null;
    if (!picture) return;
    centre = { x: 0.5, y: 0.45 };
    zoom.value = "1";
    draw(canvas);
  });
  zoom.addEventListener("input", () => draw(canvas));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    magnify(event.deltaY < 0 ? 0.1 : -0.1);
  });
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => event.buttons && move(event.movementX, event.movementY));
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    if (moves[event.key]) move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") magnify(0.1);
    else if (event.key === "-") magnify(-0.1);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    if (!picture || form.dataset.portrait === "cut") return;
    event.preventDefault();
    const whole = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    draw(whole);
    const blob = await new Promise((done) => whole.toBlob(done, "image/jpeg", QUALITY));
    const files = new DataTransfer();
    files.items.add(new File([blob], "portrait.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    form.dataset.portrait = "cut";
    form.requestSubmit();
    form.dataset.portrait = ""; // not sent after all (no network): what is moved next is cut anew
  });
}

document.querySelectorAll("[data-portrait]").forEach(install);
