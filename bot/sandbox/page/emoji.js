// The common emoji by their short names, as Slack calls them.

const table = `
+1 👍 -1 👎 100 💯 alarm_clock ⏰ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️ arrows_counterclockwise 🔄
art 🎨 bangbang ‼️ bar_chart 📊 bell 🔔 blossom 🌼 blue_heart 💙 blush 😊 bookmark 🔖 books 📚 boom 💥 bow 🙇 broken_heart 💔 bug 🐛
bulb 💡 busts_in_silhouette 👥 calendar 📆 date 📅 spiral_calendar_pad 🗓️ card_index_dividers 🗂️ chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 clap 👏 clipboard 📋 clock1 🕐 clock3 🕒 clock9 🕘 hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️
coffee ☕ collision 💥 compass 🧭 confetti_ball 🎊 construction 🚧 crossed_fingers 🤞 cry 😢 crystal_ball 🔮 dart 🎯 disappointed 😞
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 email 📧 envelope ✉️ envelope_with_arrow 📩 exclamation ❗ grey_exclamation ❕ eyes 👀
face_with_monocle 🧐 fire 🔥 flag-eu 🇪🇺 gear ⚙️ ghost 👻 gift 🎁 green_heart 💚 grin 😁 grinning 😀 hammer_and_wrench 🛠️ handshake 🤝
heart ❤️ heart_eyes 😍 heavy_check_mark ✔️ heavy_minus_sign ➖ heavy_plus_sign ➕ hugging_face 🤗 inbox_tray 📥 outbox_tray 📤
information_source ℹ️ joy 😂 key 🔑 label 🏷️ large_blue_circle 🔵 large_green_circle 🟢 large_orange_circle 🟠 large_yellow_circle 🟡
red_circle 🔴 white_circle ⚪ black_circle ⚫ ledger 📒 link 🔗 lock 🔒 unlock 🔓 loudspeaker 📢 mega 📣 mag 🔍 mailbox 📫 memo 📝
microphone 🎤 moneybag 💰 mute 🔇 muscle 💪 neutral_face 😐 new 🆕 newspaper 📰 no_bell 🔕 no_entry ⛔ no_entry_sign 🚫 ok 🆗 ok_hand 👌
open_hands 👐 open_file_folder 📂 file_folder 📁 paperclip 📎 partying_face 🥳 party_popper 🎉 pencil ✏️ pencil2 ✏️ pensive 😔 pray 🙏 pushpin 📌
question ❓ grey_question ❔ rainbow 🌈 raised_hand ✋ raised_hands 🙌 recycle ♻️ repeat 🔁 rocket 🚀 rotating_light 🚨 scales ⚖️
balance_scale ⚖️ scream 😱 scroll 📜 see_no_evil 🙈 seedling 🌱 shrug 🤷 slightly_smiling_face 🙂 smile 😄 smiley 😃 snail 🐌 sob 😭
sparkles ✨ speech_balloon 💬 left_speech_bubble 🗨️ star ⭐ star2 🌟 stop_sign 🛑 octagonal_sign 🛑 sunglasses 😎 sunny ☀️ sweat_smile 😅
tada 🎉 thinking_face 🤔 thread 🧵 thought_balloon 💭 ticket 🎫 triangular_flag_on_post 🚩 trophy 🏆 two_hearts 💕 v ✌️ wastebasket 🗑️ wave 👋
ballot_box_with_ballot 🗳️ ballot_box_with_check ☑️ warning ⚠️ white_check_mark ✅ wink 😉 wrench 🔧 x ❌ yellow_heart 💛 yum 😋 zap ⚡ zzz 💤
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ house 🏠 world_map 🗺️ globe_with_meridians 🌐 detective 🕵️ sleuth_or_spy 🕵️ busstop 🚏
large_blue_square 🟦 large_green_square 🟩 large_red_square 🟥 small_blue_diamond 🔹 small_orange_diamond 🔸 black_small_square ▪️
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ twisted_rightwards_arrows 🔀 jigsaw 🧩 puzzle_piece 🧩 raising_hand 🙋 robot_face 🤖
thumbsup 👍 thumbsdown 👎 hammer 🔨 lightning ⚡ calling 📲 telephone_receiver 📞 computer 💻 eye 👁️ footprints 👣 beers 🍻 cake 🍰
`;

const words = table.trim().split(/\s+/);
export const emoji = new Map();
for (let index = 0; index < words.length; index += 2) emoji.set(words[index], words[index + 1]);

const tones = ["🏻", "🏼", "🏽", "🏾", "🏿"];

// Nothing for a name that is unknown, or whose picture this machine's fonts lack: the name itself is then shown.
export function glyph(name) {
  const [base, tone] = name.split("::skin-tone-");
  const found = emoji.get(base);
  if (!found || !drawable(found)) return undefined;
  return tone ? found + tones[tone - 2] : found;
}

const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const known = new Map();

function drawable(text) {
  if (!known.has(text)) known.set(text, pixels([...text][0]) !== pixels("\u{10fffe}"));
  return known.get(text);
}

function pixels(text) {
  const { canvas } = brush;
  brush.clearRect(0, 0, canvas.width, canvas.height);
  brush.font = "16px sans-serif";
  brush.fillText(text, 0, 20);
  return brush.getImageData(0, 0, 24, 28).data.join();
}

export const oftenUsed = ["+1", "white_check_mark", "eyes", "heart", "raised_hands", "tada"];
