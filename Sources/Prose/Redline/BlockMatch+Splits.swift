extension BlockMatch {
  /// Begins a group where several blocks became one, or one several, and none is like the whole.
  mutating func seedGroups() {
    var (lastOld, lastNew): ([Int], [Int]) = ([], [])  // the last block before with a mate
    var last = -1
    for i in oldMates.indices {
      lastOld.append(last)
      if oldMates[i] >= 0 { last = i }
    }
    last = -1
    for j in newMates.indices {
      lastNew.append(last)
      if newMates[j] >= 0 { last = j }
    }
    var firsts: [Int: Int] = [:]  // the first old block without a mate after each with one
    for i in oldMates.indices where oldMates[i] < 0 && canSplit(old.blocks[i]) {
      if firsts[lastOld[i]] == nil { firsts[lastOld[i]] = i }
    }
    var seen: Set<Int> = []
    for j in newMates.indices where newMates[j] < 0 && canSplit(new.blocks[j]) {
      let before = lastNew[j]
      guard seen.insert(before).inserted else { continue }
      guard let i = firsts[before < 0 ? -1 : newMates[before]], oldMates[i] < 0 else { continue }
      let (whole, part) = (oldBags[i], newBags[j])
      let isOne =
        whole.weight > part.weight
        ? whole.common(part) * 100 >= part.weight * 80
        : whole.common(part) * 100 >= whole.weight * 80
      guard isOne, min(whole.weight, part.weight) >= Self.leastMove else { continue }
      mate(i, j)
      groups.append(Group(old: i..<i + 1, new: j..<j + 1))
    }
  }

  /// Takes into each group the blocks beside it that were split off or joined.
  mutating func extendGroups() {
    for index in groups.indices where !groups[index].isVerbatim {
      var group = groups[index]
      var oldBag = oldBags[group.old.lowerBound]
      var newBag = newBags[group.new.lowerBound]
      guard canSplit(old.blocks[group.old.lowerBound]), canSplit(new.blocks[group.new.lowerBound])
      else { continue }
      if old.blocks[group.old.lowerBound].hash == new.blocks[group.new.lowerBound].hash { continue }
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for j in [group.new.lowerBound - 1, group.new.upperBound] {
          guard newMates.indices.contains(j), newMates[j] < 0, canSplit(new.blocks[j]),
            isPart(newBags[j], of: oldBag, without: newBag)
          else { continue }
          newMates[j] = group.old.lowerBound
          newBag = newBag.adding(newBags[j])
          group.new = min(j, group.new.lowerBound)..<max(j + 1, group.new.upperBound)
          isGrowing = true
        }
        for i in [group.old.lowerBound - 1, group.old.upperBound] {
          guard oldMates.indices.contains(i), oldMates[i] < 0, canSplit(old.blocks[i]),
            isPart(oldBags[i], of: newBag, without: oldBag)
          else { continue }
          oldMates[i] = group.new.lowerBound
          oldBag = oldBag.adding(oldBags[i])
          group.old = min(i, group.old.lowerBound)..<max(i + 1, group.old.upperBound)
          isGrowing = true
        }
      }
      groups[index] = group
    }
  }

  private func canSplit(_ block: SourceBlock) -> Bool {
    block.headingLevel == nil && !block.isBare && !block.isSetting
  }

  private func isPart(_ part: WordBag, of whole: WordBag, without known: WordBag) -> Bool {
    guard part.weight > 0 else { return false }
    return whole.subtracting(known).common(part) * 100 >= part.weight * 62
  }
}
