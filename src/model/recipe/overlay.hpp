// Recipes of a person's own, laid over those that are compiled in: what was read of a folder, as text. What
// they may say is in overlay_rules.hpp; finding and reading the folders is inspect/overlay_folder.hpp's part.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct OverlayFile {
  std::string name;  // below the folder, with '/': "platforms/aurora.toml"
  std::string path;  // for messages
  std::string content;
};

struct Overlay {
  std::string folder;
  std::vector<OverlayFile> files;  // by name

  const OverlayFile* find(std::string_view name) const;  // nullptr where there is none
};

// The one that counts most comes last.
using Overlays = std::vector<Overlay>;

// "recipes from `/home/ada/.config/ftenv/recipes` count as well (failures.toml)"; empty without overlays.
std::string overlay_note(const Overlays& overlays);

}  // namespace ftenv
