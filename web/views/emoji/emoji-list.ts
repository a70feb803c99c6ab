/** The emoji that a picker on a desk offers, by group, each with English words to find it by. Phones have their own keyboard. */

export const EMOJI_GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'activities',
  'travel',
  'objects',
  'symbols',
] as const
export type EmojiGroup = (typeof EMOJI_GROUPS)[number]

export interface ListedEmoji {
  readonly emoji: string
  readonly words: string
}

const SMILEYS = `😀 grin|😃 happy|😄 smile|😁 beam|😆 laugh|😅 sweat laugh|🤣 rolling laughter|😂 tears of joy|🙂 slight smile|🙃 upside down
😉 wink|😊 blush smile|😇 angel halo|🥰 love hearts|😍 heart eyes|🤩 star eyes|😘 kiss heart|😗 kiss|😚 kiss closed eyes|😋 yum tasty
😛 tongue|😜 wink tongue|🤪 crazy|😝 tongue squint|🤑 money|🤗 hug|🤭 giggle oops|🤫 quiet shush|🤔 think|🤐 zip secret
🤨 doubt eyebrow|😐 neutral|😑 blank|😶 no mouth|😏 smirk|😒 bored|🙄 roll eyes|😬 grimace|😌 relieved calm|😔 sad pensive
😪 sleepy|😴 sleep|😷 mask ill|🤒 fever ill|🤕 hurt|🤢 sick nausea|🤮 vomit|🤧 sneeze cold|🥵 hot|🥶 freezing cold
🥴 dizzy drunk|😵 knocked out|🤯 mind blown|🥳 party|😎 cool sunglasses|🤓 nerd|🧐 monocle|😕 confused|😟 worried|🙁 frown
😮 surprise wow|😯 hushed|😲 astonished|😳 flushed|🥺 please|😦 open frown|😧 anguish|😨 fear|😰 anxious|😥 sad relief
😢 cry|😭 sob|😱 scream|😖 confounded|😣 struggle|😞 disappointed|😓 sweat|😩 weary|😫 tired|🥱 yawn
😤 huff|😡 angry red|😠 angry|🤬 swear|😈 devil|💀 skull|💩 poop|🤡 clown|👻 ghost|👽 alien|🤖 robot`

const PEOPLE = `👋 wave hello|🤚 raised back hand|✋ stop hand|🖖 spock|👌 ok|🤌 pinched|🤏 little|✌️ peace victory|🤞 fingers crossed luck|🤟 love you
🤘 rock|🤙 call me|👈 left|👉 right|👆 up|👇 down|☝️ one point|👍 thumbs up yes|👎 thumbs down no|✊ fist
👊 punch|👏 clap|🙌 hooray hands|👐 open hands|🤲 palms|🤝 handshake deal|🙏 please thanks pray|💪 strong muscle|👀 eyes look|👂 ear
🧠 brain|👶 baby|🧒 child|👦 boy|👧 girl|🧑 person|👨 man|👩 woman|👴 old man|👵 old woman
🙋 raise hand|🤦 facepalm|🤷 shrug|🙅 no gesture|🙆 ok gesture|🙇 bow|👮 police|🧑‍🍳 cook|🧑‍💻 computer worker|🧑‍🎓 student
🦸 hero|🧙 wizard|🚶 walk|🏃 run|💃 dance|🕺 dance man|👫 couple|👪 family|💏 kiss couple|🫶 heart hands`

const NATURE = `🐶 dog|🐱 cat|🐭 mouse|🐹 hamster|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger
🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🙈 see no evil|🙉 hear no evil|🙊 speak no evil|🐔 chicken|🐧 penguin
🐦 bird|🦆 duck|🦉 owl|🐺 wolf|🐴 horse|🦄 unicorn|🐝 bee|🐛 caterpillar|🦋 butterfly|🐌 snail
🐞 ladybird|🐢 turtle|🐍 snake|🐙 octopus|🐠 fish|🐬 dolphin|🐳 whale|🦈 shark|🐘 elephant|🐾 paws
🌵 cactus|🎄 christmas tree|🌲 tree fir|🌳 tree|🌴 palm|🌱 seedling plant|🍀 clover luck|🍁 maple leaf|🍂 autumn leaves|🌹 rose
🌻 sunflower|🌸 blossom|🌷 tulip|💐 flowers|🌍 earth world|🌙 moon|⭐ star|🌟 shining star|✨ sparkles|⚡ lightning
🔥 fire|🌈 rainbow|☀️ sun|⛅ cloud sun|☁️ cloud|🌧️ rain|⛄ snowman|❄️ snow|💧 drop water|🌊 wave sea`

const FOOD = `🍏 green apple|🍎 apple|🍐 pear|🍊 orange|🍋 lemon|🍌 banana|🍉 melon|🍇 grapes|🍓 strawberry|🍒 cherries
🍑 peach|🥭 mango|🍍 pineapple|🥝 kiwi|🍅 tomato|🥑 avocado|🥦 broccoli|🥕 carrot|🌽 corn|🥔 potato
🍞 bread|🥐 croissant|🥨 pretzel|🧀 cheese|🥚 egg|🍳 cooking|🥞 pancakes|🥓 bacon|🍔 burger|🍟 fries
🍕 pizza|🌭 hot dog|🥪 sandwich|🌮 taco|🥗 salad|🍝 pasta|🍜 noodles soup|🍣 sushi|🍚 rice|🥟 dumpling
🍦 ice cream|🍩 doughnut|🍪 cookie|🎂 birthday cake|🍰 cake|🍫 chocolate|🍬 sweet|🍿 popcorn|☕ coffee tea|🍵 tea
🍺 beer|🍻 cheers beer|🥂 cheers|🍷 wine|🍹 cocktail|🥤 drink|🍴 eat fork`

const ACTIVITIES = `⚽ football|🏀 basketball|🏈 american football|⚾ baseball|🎾 tennis|🏐 volleyball|🏓 table tennis|🥊 boxing|⛳ golf|🎿 ski
🏂 snowboard|🏊 swim|🚴 cycle|🧗 climb|🏆 trophy|🥇 gold medal|🎯 target|🎲 dice game|♟️ chess|🧩 puzzle
🎮 video game|🎨 art paint|🎬 film|🎤 sing|🎧 headphones music|🎸 guitar|🎹 piano|🥁 drum|🎻 violin|🎭 theatre
🎉 party congratulations|🎊 confetti|🎈 balloon|🎁 present gift|🎃 pumpkin halloween|🎆 fireworks|🧨 firecracker|🎗️ ribbon|🎫 ticket|🎪 circus`

const TRAVEL = `🚗 car|🚕 taxi|🚌 bus|🚑 ambulance|🚒 fire engine|🚲 bicycle bike|🛵 scooter|🚂 train|🚆 railway|🚇 metro
✈️ plane|🛫 departure|🛬 arrival|🚀 rocket|🛸 ufo|🚁 helicopter|⛵ sail boat|🚢 ship|⚓ anchor|🚦 traffic light
🗺️ map|🏠 house home|🏢 office|🏥 hospital|🏫 school|🏰 castle|⛪ church|🕌 mosque|🕍 synagogue|🏖️ beach
🏔️ mountain|⛺ tent camp|🌅 sunrise|🌃 night city|🌉 bridge|🎡 ferris wheel|🗼 tower|🗽 liberty|🧳 luggage|⏰ alarm clock`

const OBJECTS = `⌚ watch|📱 phone|💻 laptop computer|⌨️ keyboard|🖨️ printer|📷 camera|🎥 film camera|📺 television|📻 radio|🔋 battery
🔌 plug|💡 idea bulb|🔦 torch|🕯️ candle|💸 money|💶 euro|💵 dollar|💳 card|💎 gem|🔧 wrench
🔨 hammer|⚙️ gear|🧲 magnet|💊 pill|💉 syringe|🩹 plaster|🧪 test tube|🔬 microscope|🔭 telescope|🛒 shopping
🚪 door|🛏️ bed|🛋️ sofa|🚿 shower|🧹 broom|🧺 basket|🧻 paper|🔑 key|🗝️ old key|🔒 lock
🔓 unlocked|✉️ letter mail|📦 parcel|📝 note write|📅 calendar|📌 pin|📎 paper clip|✂️ scissors|📚 books|📖 book
🔍 search|👓 glasses|👕 shirt|👖 jeans|👗 dress|👠 heel|👟 shoe|🎩 hat|👑 crown|💍 ring|💄 lipstick|☂️ umbrella|🧸 teddy`

const SYMBOLS = `❤️ heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|🤎 brown heart|💔 broken heart
💕 hearts|💖 sparkling heart|💯 hundred|💢 anger|💥 boom|💫 dizzy star|💦 splash|💨 dash|💬 speech|💭 thought
💤 sleep zzz|✅ done check|☑️ checked|✔️ tick|❌ cross no|⛔ no entry|🚫 forbidden|❗ exclamation|❓ question|‼️ double exclamation
⚠️ warning|♻️ recycle|🔞 adults|🆗 ok|🆕 new|🆘 help sos|🔔 bell|🔕 no bell|🔊 loud|🔇 mute
➕ plus|➖ minus|➡️ right arrow|⬅️ left arrow|⬆️ up arrow|⬇️ down arrow|🔄 again|🔴 red circle|🟢 green circle|🔵 blue circle
🏳️ white flag|🏴 black flag|🏁 finish flag|🏳️‍🌈 rainbow flag|🇪🇺 europe flag|🇺🇳 un flag`

const read = (lines: string): readonly ListedEmoji[] =>
  lines.split(/[|\n]/).map((one) => {
    const [emoji = '', ...words] = one.split(' ')
    return { emoji, words: words.join(' ') }
  })

export const EMOJI: Readonly<Record<EmojiGroup, readonly ListedEmoji[]>> = {
  smileys: read(SMILEYS),
  people: read(PEOPLE),
  nature: read(NATURE),
  food: read(FOOD),
  activities: read(ACTIVITIES),
  travel: read(TRAVEL),
  objects: read(OBJECTS),
  symbols: read(SYMBOLS),
}

/** The emoji with a word that begins with each typed word. */
export function findEmoji(typed: string): readonly ListedEmoji[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return Object.values(EMOJI)
    .flat()
    .filter(({ emoji, words }) =>
      wanted.every((part) => emoji === part || words.split(' ').some((word) => word.startsWith(part))),
    )
}
