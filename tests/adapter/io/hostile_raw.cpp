#include "hostile_case.hpp"

namespace ftenv::test {
namespace {

const std::string k_end = raw_tar_end();
const std::string k_ok = raw_tar_entry({"top/f", '0', "x"});

HostileCase tar_case(std::string what, std::string bytes, std::string refusal, Tree tree = {}) {
  HostileCase made;
  made.what = std::move(what);
  made.tar = std::move(bytes);
  made.refusal = std::move(refusal);
  made.tree = std::move(tree);
  return made;
}

HostileCase either(HostileCase made) {
  made.either = true;
  return made;
}

HostileCase zip_case(std::string what, std::string bytes, std::string refusal, Tree tree = {}) {
  HostileCase made;
  made.what = std::move(what);
  made.zip = std::move(bytes);
  made.refusal = std::move(refusal);
  made.tree = std::move(tree);
  return made;
}

std::string link_entry(const std::string& name, const std::string& target, char type = '2') {
  return raw_tar_entry({name, type, "", target});
}

// An archive in an archive.
std::string nested(int levels) {
  std::string inner(100, 'x');
  for (int level = 0; level < levels; ++level) inner = zip_of({{"top/in.zip", 'f', inner}});
  return inner;
}

}  // namespace

std::vector<HostileCase> hostile_tars(const std::string& outside) {
  const auto size_field = [](const std::string& field) {
    RawTarEntry entry{"top/big", '0', "x"};
    entry.size_field = field;
    return raw_tar_entry(entry);
  };
  RawTarEntry broken{"top/g", '0', "x"};
  broken.right_checksum = false;
  return {
      tar_case("a hard link out", k_ok + link_entry("top/h", "../../secret", '1') + k_end, "leads out of it"),
      tar_case("a hard link to an absolute path", link_entry("top/h", outside + "/secret", '1') + k_end,
               "absolute path"),
      tar_case("a hard link out, and a write over it",
               link_entry("top/h", outside + "/secret", '1') + raw_tar_entry({"top/h", '0', "x"}) + k_end,
               "absolute path"),
      tar_case("a hard link with bytes of its own",
               k_ok + raw_tar_entry({"top/h", '1', "evil", outside + "/secret"}) + k_end, "absolute path"),
      tar_case("a hard link to a link",
               link_entry("top/a/b/l", "../../x") + link_entry("top/h", "top/a/b/l", '1') + k_end,
               "which is no file of it"),
      tar_case("a hard link through a link",
               raw_tar_entry({"top/d/f", '0', "x"}) + link_entry("top/l", "d") +
                   link_entry("top/h", "top/l/f", '1') + k_end,
               "writes through the link or file"),
      tar_case("a hard link to a later file", link_entry("top/h", "top/f", '1') + k_ok + k_end,
               "which is no file of it"),
      tar_case("a hard link to itself", link_entry("top/h", "top/h", '1') + k_end, "which is no file of it"),
      tar_case("a hard link to a folder",
               raw_tar_entry({"top/d/", '5'}) + link_entry("top/h", "top/d", '1') + k_end,
               "which is no file of it"),
      tar_case("a hard link to the top", k_ok + link_entry("top/h", "top", '1') + k_end,
               "is a link to a directory"),
      tar_case("a hard link with another top", k_ok + link_entry("top/h", "etc/passwd", '1') + k_end,
               "no single top directory"),
      either(tar_case("an unknown type", raw_tar_entry({"top/f", 'Z', "x"}) + k_end, "", {{"f", "x"}})),
      tar_case("a pax path to elsewhere", raw_pax({{"path", "top/../../evil"}}) + k_ok + k_end,
               "leads out of it"),
      tar_case("an absolute pax path", raw_pax({{"path", outside + "/evil"}}) + k_ok + k_end,
               "absolute path"),
      either(tar_case("a pax path for all entries",
                      raw_pax({{"path", "../evil"}}, 'g') + k_ok + raw_tar_entry({"top/g", '0', "y"}) + k_end,
                      "", {{"f", "x"}, {"g", "y"}})),
      either(tar_case("a pax path with a null byte",
                      raw_pax({{"path", std::string("top/f\0/../../evil", 17)}}) + k_ok + k_end, "",
                      {{"f", "x"}})),
      either(tar_case("a pax path that is empty", raw_pax({{"path", ""}}) + k_ok + k_end, "", {{"f", "x"}})),
      tar_case("a pax link target to elsewhere",
               raw_pax({{"linkpath", "../../secret"}}) + link_entry("top/l", "f") + k_end, "leads out of it"),
      tar_case("a pax hard link to elsewhere",
               raw_pax({{"linkpath", outside + "/secret"}}) + link_entry("top/l", "top/f", '1') + k_end,
               "absolute path"),
      tar_case("a pax size that is too small",
               raw_pax({{"size", "1"}}) + raw_tar_entry({"top/f", '0', std::string(600, 'x')}) + k_end,
               k_unreadable),
      tar_case("a pax size that is too large", raw_pax({{"size", "999999999"}}) + k_ok + k_end, k_unreadable),
      tar_case("a negative pax size", raw_pax({{"size", "-5"}}) + k_ok + k_end, k_unreadable),
      either(tar_case("a pax header whose length lies",
                      raw_tar_entry({"pax", 'x', "99999999 path=top/g\n"}) + k_ok + k_end, "", {{"f", "x"}})),
      tar_case("a pax header without an entry", k_ok + raw_pax({{"path", "top/g"}}) + k_end, k_unreadable),
      tar_case("a long name to elsewhere",
               raw_gnu_long("top/" + std::string(200, 'a') + "/../../../evil") + k_ok + k_end,
               "leads out of it"),
      tar_case(
          "a long link out",
          raw_gnu_long(std::string(50, 'x') + "/../../../secret", 'K') + link_entry("top/l", "f") + k_end,
          "leads out of it"),
      tar_case(
          "a long name that says it is 8 GB",
          [] {
            RawTarEntry entry{"././@LongLink", 'L', "top/x"};
            entry.size_field = "77777777777";
            return raw_tar_entry(entry);
          }() +
              k_ok + k_end,
          k_unreadable),
      tar_case("a sparse file of 4 GiB",
               raw_pax({{"GNU.sparse.major", "1"},
                        {"GNU.sparse.minor", "0"},
                        {"GNU.sparse.name", "top/big"},
                        {"GNU.sparse.realsize", "4294967297"}}) +
                   raw_tar_entry({"top/big", '0', "1\n4294967296\n1\n" + std::string(512 - 15, '\0') + "x"}) +
                   k_end,
               "times its size"),
      tar_case("a sparse file with another name",
               raw_pax({{"GNU.sparse.major", "1"},
                        {"GNU.sparse.minor", "0"},
                        {"GNU.sparse.name", "../evil"},
                        {"GNU.sparse.realsize", "1"}}) +
                   raw_tar_entry({"top/f", '0', "1\n0\n1\n" + std::string(512 - 6, '\0') + "x"}) + k_end,
               "leads out of it"),
      tar_case("a size of 8 GB", size_field("77777777777") + k_end, k_unreadable),
      tar_case("a size of 2^62", size_field(std::string("\x80\0\0\0\x40\0\0\0\0\0\0\0", 12)) + k_end,
               k_unreadable),
      tar_case("a negative size", size_field(std::string(11, '\xff')) + k_end, k_unreadable),
      tar_case("a size that is no number", size_field("not a number") + k_end, k_unreadable),
      tar_case("a header with a wrong checksum", k_ok + raw_tar_entry(broken) + k_end, k_unreadable),
      either(tar_case("a label and a folder's list",
                      raw_tar_entry({"label", 'V'}) + k_ok + raw_tar_entry({"top/d/", 'D', "Yf"}) + k_end, "",
                      {{"f", "x"}, {"d", "/"}})),
  };
}

std::vector<HostileCase> hostile_zips(const std::string& outside) {
  RawZipEntry two_names{"top/../../evil", "x"};
  two_names.local_name = "top/f";
  RawZipEntry two_names_reversed{"top/f", "x"};
  two_names_reversed.local_name = "top/../../evil";
  RawZipEntry liar{"top/f", "x"};
  liar.size_claim = 0xfffffffe;
  RawZipEntry wrong_sum{"top/f", "x"};
  wrong_sum.crc = 0;
  RawZipEntry secret{"top/f", "x"};
  secret.flags = 1;
  RawZipEntry dos{"top\\..\\..\\evil", "x"};
  dos.made_by = 0;
  std::vector<RawZipEntry> dos_link = {{"top/l", outside, 0120777}, {"top\\l\\evil", "x"}};
  dos_link[1].made_by = 0;
  return {
      // Whichever of the two the library believes, it is the one that is judged.
      either(zip_case("another name in front of the file", raw_zip({two_names}), "", {{"f", "x"}})),
      either(zip_case("another name in the directory", raw_zip({two_names_reversed}), "", {{"f", "x"}})),
      either(zip_case("a name with a null byte", raw_zip({{std::string("top/f\0/../../evil", 17), "x"}}), "",
                      {{"f", "x"}})),
      zip_case("backslashes of Windows", raw_zip({dos}), "leads out of it"),
      zip_case("backslashes through a link", raw_zip(dos_link), "leads out of it"),
      zip_case("a target of a megabyte", raw_zip({{"top/l", std::string(1 << 20, 'x'), 0120777}}), "link"),
      either(zip_case("a size of 4 GB", raw_zip({liar}), "", {{"f", "x"}})),
      zip_case("a wrong checksum", raw_zip({wrong_sum}), k_unreadable),
      zip_case("an encrypted file", raw_zip({secret}), k_unreadable),
      either(zip_case("a file that is in the directory 1000 times", raw_zip({{"top/f", "x"}}, 1000), "",
                      {{"f", "x"}})),
      either(zip_case("a program in front", std::string(5000, '\x7f') + raw_zip({{"top/f", "x"}}), "",
                      {{"f", "x"}})),
  };
}

std::vector<HostileCase> hostile_bytes(const std::string& zip_of_zeros) {
  std::vector<HostileCase> cases;
  const auto add = [&](std::string what, std::string tar, std::string zip, std::string refusal,
                       Tree tree = {}) {
    HostileCase made = tar_case(std::move(what), std::move(tar), std::move(refusal), std::move(tree));
    made.zip = std::move(zip);
    cases.push_back(std::move(made));
  };
  add("ten archives in each other", tar_of({{"top/in.zip", 'f', nested(9)}}), nested(10), "",
      {{"in.zip", nested(9)}});
  add("a file of zeros", tar_of({{"top/z", 'f', std::string(8 << 20, '\0')}}), zip_of_zeros,
      "times its size");
  cases.back().only_compressed = true;

  std::vector<Part> many;
  for (int i = 0; i < 1001; ++i) many.push_back({"top/" + std::to_string(i), 'f', "x"});
  add("too many entries", tar_of(many), zip_of(many), "more than 1000 entries");
  cases.back().limits.entries = 1000;
  many.assign(6, {"top/a/b/c/d/e/f/g", 'f', "x"});
  for (std::size_t i = 0; i < many.size(); ++i) many[i].path.insert(4, std::to_string(i) + "/");
  add("too many folders that are only implied", tar_of(many), zip_of(many), "more than 40 entries");
  cases.back().limits.entries = 40;
  add("too many bytes",
      tar_of({{"top/a", 'f', std::string(600, 'a')}, {"top/b", 'f', std::string(600, 'b')}}),
      zip_of({{"top/a", 'f', std::string(600, 'a')}, {"top/b", 'f', std::string(600, 'b')}}),
      "more than 1.0 kB");
  cases.back().limits.bytes = 1000;

  const std::vector<Part> whole = {
      {"top/f", 'f', "x"}, {"top/g", 'f', std::string(3000, 'y')}, {"top/h", 'f', "z"}};
  const std::string tar = tar_of(whole);
  const std::string zip = zip_of(whole);
  for (const std::size_t cut : {300u, 700u, 1200u, 1536u, 2500u, 4700u}) {
    add("cut off after " + std::to_string(cut) + " bytes", tar.substr(0, cut), zip.substr(0, cut * 2 / 3),
        k_unreadable);
  }
  const Tree all = {{"f", "x"}, {"g", std::string(3000, 'y')}, {"h", "z"}};
  const std::string no_end_mark = tar.substr(0, tar.size() - k_end.size());
  add("without an end mark", no_end_mark, "", "", all);
  cases.back().either = true;
  for (const std::size_t percent : {10u, 40u, 70u, 99u}) {
    add("cut off at " + std::to_string(percent) + " % of the file", tar, zip, k_unreadable);
    cases.back().cut_at_percent = percent;
    cases.back().only_compressed = true;
  }
  add("garbage behind the end", tar + std::string(2000, 'g'), "", k_unreadable);
  add("garbage behind the file", tar, zip, "", all);
  cases.back().behind = std::string(20, 'g');
  cases.back().either = true;
  add("another archive behind", tar + tar_of({{"top/../../evil", 'f', "x"}}),
      zip + zip_of({{"top/../../evil", 'f', "x"}}), "leads out of it");
  add("zeros alone", std::string(10240, '\0'), std::string(10240, '\0'), k_unreadable);
  return cases;
}

}  // namespace ftenv::test
