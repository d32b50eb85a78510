#include "hostile_case.hpp"

namespace ftenv::test {
namespace {

HostileCase of_parts(std::string what, const std::vector<Part>& parts, std::string refusal, Tree tree = {}) {
  HostileCase made;
  made.what = std::move(what);
  made.tar = tar_of(parts);
  made.zip = zip_of(parts);
  made.refusal = std::move(refusal);
  made.tree = std::move(tree);
  return made;
}

const char* const k_out = "leads out of it";
const char* const k_special = "neither a file, a directory nor a link";
const char* const k_through = "writes through the link or file";

HostileCase either(HostileCase made) {
  made.either = true;
  return made;
}

unsigned type_bits(char kind) {
  switch (kind) {
    case 'd':
      return 0040000;
    case 'l':
      return 0120000;
    case 's':
      return 0140000;
    case 'c':
      return 0020000;
    case 'b':
      return 0060000;
    case 'p':
      return 0010000;
    default:
      return 0100000;
  }
}

}  // namespace

std::string tar_of(const std::vector<Part>& parts) {
  std::string bytes;
  for (const Part& part : parts) {
    RawTarEntry entry;
    entry.name = part.path;
    entry.mode = part.mode;
    switch (part.kind) {
      case 'f':
        entry.content = part.content;
        break;
      case 'l':
      case 'h':
        entry.type = part.kind == 'l' ? '2' : '1';
        entry.link = part.content;
        break;
      case 's':
        return {};
      default:
        entry.type = part.kind == 'd' ? '5' : part.kind == 'c' ? '3' : part.kind == 'b' ? '4' : '6';
    }
    if (part.path.size() > 100) bytes += raw_gnu_long(part.path);
    if (entry.link.size() > 100) bytes += raw_gnu_long(entry.link, 'K');
    bytes += raw_tar_entry(entry);
  }
  return bytes + raw_tar_end();
}

std::string zip_of(const std::vector<Part>& parts) {
  std::vector<RawZipEntry> entries;
  for (const Part& part : parts) {
    if (part.kind == 'h') return {};
    entries.push_back({part.path, part.content, type_bits(part.kind) | part.mode});
  }
  return raw_zip(entries);
}

std::vector<HostileCase> hostile_entries(const std::string& outside) {
  const std::string long_name(5000, 'n');
  std::string long_path = "top";
  for (int i = 0; i < 150; ++i) long_path += "/" + std::string(40, 'd');
  std::string deep_path = "top";
  for (int i = 0; i < 3000; ++i) deep_path += "/d";
  return {
      of_parts("traversal", {{"top/../../evil", 'f', "x"}}, k_out),
      of_parts("traversal from the start", {{"../evil", 'f', "x"}}, k_out),
      of_parts("traversal in the middle", {{"top/f", 'f', "x"}, {"top/a/../../../evil", 'f', "x"}}, k_out),
      of_parts("traversal of a folder", {{"top/../../evil/", 'd'}}, k_out),
      of_parts("traversal of a link", {{"top/../../evil", 'l', "secret"}}, k_out),
      of_parts("an absolute path", {{outside + "/evil", 'f', "x"}}, "absolute path"),
      of_parts("an absolute path over a file", {{outside + "/secret", 'f', "x"}}, "absolute path"),
      of_parts("an absolute path with two slashes", {{"/" + outside + "/evil", 'f', "x"}}, "absolute path"),
      of_parts("a drive letter", {{"C:/evil", 'f', "x"}}, "", {{"evil", "x"}}),
      of_parts("a drive letter below the top", {{"top/C:/evil", 'f', "x"}}, "",
               {{"C:", "/"}, {"C:/evil", "x"}}),
      either(of_parts("backslashes", {{"top/..\\..\\evil", 'f', "x"}}, "", {{"..\\..\\evil", "x"}})),
      of_parts("backslashes alone", {{"top\\..\\..\\evil", 'f', "x"}}, "the archive has"),
      of_parts("a link to an absolute path", {{"top/l", 'l', outside + "/secret"}}, k_out),
      of_parts("a link to an absolute path, and a write through it",
               {{"top/l", 'l', outside}, {"top/l/evil", 'f', "x"}}, k_out),
      of_parts("a link out, and a write through it", {{"top/l", 'l', "../.."}, {"top/l/evil", 'f', "x"}},
               k_out),
      of_parts("a link to a file out, and a write over it",
               {{"top/l", 'l', "../../secret"}, {"top/l", 'f', "x"}}, k_out),
      of_parts("a link that stays inside, and a write through it",
               {{"top/d/", 'd'}, {"top/l", 'l', "d"}, {"top/l/f", 'f', "x"}}, k_through),
      of_parts(
          "a chain of links out",
          {{"top/a/b/", 'd'}, {"top/l", 'l', "a/b"}, {"top/m", 'l', "l/../../.."}, {"top/m/evil", 'f', "x"}},
          k_out),
      of_parts(
          "a chain of links that are made backwards",
          {{"top/m", 'l', "l/up"}, {"top/l", 'l', "a"}, {"top/a/up", 'l', ".."}, {"top/m/up/evil", 'f', "x"}},
          k_through),
      of_parts("a link for a folder that is made later",
               {{"top/d", 'l', "../.."}, {"top/d/", 'd'}, {"top/d/evil", 'f', "x"}}, k_out),
      of_parts("a folder over a link", {{"top/l", 'l', "."}, {"top/l/", 'd'}, {"top/l/f", 'f', "x"}},
               k_through),
      of_parts("a link over a folder", {{"top/d/f", 'f', "x"}, {"top/d", 'l', "."}}, "once as a directory"),
      of_parts("a link over a file, and a write through it",
               {{"top/f", 'f', "x"}, {"top/f", 'l', "g"}, {"top/f", 'f', "y"}}, "", {{"f", "y"}}),
      of_parts("a file over a file", {{"top/f", 'f', "first"}, {"top/f", 'f', "2"}}, "", {{"f", "2"}}),
      of_parts("a file over a folder", {{"top/d/f", 'f', "x"}, {"top/d", 'f', "x"}}, "once as a directory"),
      of_parts("a folder over a file", {{"top/f", 'f', "x"}, {"top/f/", 'd'}, {"top/f/g", 'f', "x"}},
               k_through),
      of_parts("a link for the top", {{"top", 'l', "../.."}, {"top/evil", 'f', "x"}}, "no top directory"),
      of_parts("a link around in a circle", {{"top/l", 'l', "m"}, {"top/m", 'l', "l"}}, "",
               {{"l", "-> m"}, {"m", "-> l"}}),
      of_parts("a link to nothing at all", {{"top/l", 'l', ""}}, "link"),
      of_parts("a link with a line break", {{"top/l", 'l', "a\nb"}}, k_out),
      of_parts("a link to a name of 5000 bytes", {{"top/l", 'l', long_name}}, "link"),
      of_parts("a character device", {{"top/null", 'c'}}, k_special),
      of_parts("a block device", {{"top/disk", 'b'}}, k_special),
      // In a zip the library takes it for what `zip` makes of its standard input: an ordinary file.
      either(of_parts("a FIFO", {{"top/fifo", 'p'}}, "", {{"fifo", ""}})),
      of_parts("a socket", {{"top/socket", 's'}}, k_special),
      of_parts("setuid, setgid and sticky bits",
               {{"top/d/", 'd', "", 07777}, {"top/d/s", 'f', "x", 06777}, {"top/t", 'f', "x", 01777}}, "",
               {{"d", "/"}, {"d/s", "x"}, {"t", "x"}}),
      of_parts("files that nobody may read", {{"top/d/", 'd', "", 0}, {"top/d/f", 'f', "x", 0}}, "",
               {{"d", "/"}, {"d/f", "x"}}),
      of_parts("a line break in a name", {{"top/a\nb", 'f', "x"}}, "control characters"),
      of_parts("a carriage return in a name", {{"top/a\rb", 'f', "x"}}, "control characters"),
      of_parts("a terminal code in a name", {{"top/\x1b]0;x\a", 'f', "x"}}, "control characters"),
      of_parts("a terminal code in a folder", {{"top/\x1b[2J/", 'd'}}, "control characters"),
      of_parts("a name that is not UTF-8", {{"top/\xff\xfe\x80", 'f', "x"}}, "", {{"\xff\xfe\x80", "x"}}),
      of_parts("two names that look the same", {{"top/e\xcc\x81", 'f', "1"}, {"top/\xc3\xa9", 'f', "2"}}, "",
               {{"e\xcc\x81", "1"}, {"\xc3\xa9", "2"}}),
      of_parts("two names that differ in case", {{"top/Makefile", 'f', "1"}, {"top/makefile", 'f', "2"}}, "",
               {{"Makefile", "1"}, {"makefile", "2"}}),
      of_parts("names that are options, patterns and commands",
               {{"top/-rf", 'f', "x"}, {"top/*", 'f', "x"}, {"top/$(id)", 'f', "x"}, {"top/CON", 'f', "x"}},
               "", {{"-rf", "x"}, {"*", "x"}, {"$(id)", "x"}, {"CON", "x"}}),
      of_parts("a name of 5000 bytes", {{"top/" + long_name, 'f', "x"}}, "File name too long"),
      of_parts("a path of 6000 bytes", {{long_path, 'f', "x"}}, "File name too long"),
      of_parts("3000 folders deep", {{deep_path, 'f', "x"}}, "lies too deep"),
      of_parts("no name", {{"", 'f', "x"}}, "no name"),
      of_parts("a dot for a name", {{"top/f", 'f', "x"}, {"top/.", 'f', "x"}}, "no top directory"),
      of_parts("two dots for a name", {{"top/..", 'f', "x"}}, k_out),
      of_parts("three dots for a name", {{"top/...", 'f', "x"}, {"top/..a", 'f', "x"}}, "",
               {{"...", "x"}, {"..a", "x"}}),
      of_parts("nothing but the root", {{"./", 'd'}, {".", 'd'}}, "", {}),
      of_parts("two tops", {{"top/f", 'f', "x"}, {"other/f", 'f', "x"}}, "no single top directory"),
      of_parts("a file beside the top", {{"top/f", 'f', "x"}, {"evil", 'f', "x"}}, "no single top directory"),
  };
}

}  // namespace ftenv::test
