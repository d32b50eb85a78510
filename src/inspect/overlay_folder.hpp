// Finds and reads the folders with recipes of a person's own.
#pragma once

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/environment.hpp"
#include "model/recipe/overlay.hpp"

namespace ftenv {

struct OverlayPlaces {
  Environment person;  // as ftenv was started: XDG_CONFIG_HOME, HOME (Windows: APPDATA)
  fs::path asked_for;  // --recipes; empty: not given
  fs::path project;    // which must not bring recipes along
};

// First the person's own folder, where there is one, then the one that was asked for. A relative variable
// counts as not set. Nothing is ever looked for in the project or the current folder.
//
// Errors: usage, for a folder asked for that is not there; for a folder, a file or one above them that others
// may write to, links that lead out of the folder, and names that no recipe has; what reading can fail with.
Result<Overlays> find_overlays(const OverlayPlaces& places);

}  // namespace ftenv
