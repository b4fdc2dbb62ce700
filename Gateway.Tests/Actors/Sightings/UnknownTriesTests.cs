using System.Net;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Xunit;

namespace Gateway.Tests.Actors.Sightings;

public sealed class UnknownTriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly UnknownTries _tries = new();

    [Fact]
    public void Note_SameSnAgain_IsOneWithAllThatWasSeen()
    {
        Note("a", 0, "heartbeat", 40);
        Note("a", 5, "attendance upload", 800);
        _tries.Note(UnknownTerminal.Once(
            "a", Transport.Http, "10.0.0.2:9", IPAddress.Parse("10.0.0.2"), Start.AddSeconds(9), "UploadAttendance", 70, "json", isRefusedUpload: true));

        var seen = Assert.Single(_tries.Take());
        Assert.Equal((2, 1, 800, Start, Start.AddSeconds(9)), (seen.Tries, seen.UploadsRefused, seen.Longest, seen.FirstSeen, seen.LastSeen));
        Assert.Equal((Transport.Http, "10.0.0.2:9", "json"), (seen.Transport, seen.Remote, seen.Form));
        Assert.Equal(["heartbeat", "attendance upload", "UploadAttendance"], seen.Words);
        Assert.Empty(_tries.Take());
    }

    [Fact]
    public void Note_InventedSnsAndWords_AreBoundedByClientAndInAll()
    {
        for (var i = 0; i < 200; i++) Note("a" + i, i, "0x" + i, 1);
        Note("b", 0, "heartbeat", 1, "10.0.0.2");
        Assert.Equal(UnknownTries.WaitingPerClientMax + 1, _tries.Take().Count);

        for (var i = 0; i < 2 * UnknownTries.WaitingMax; i++) Note("a" + i, i, "heartbeat", 1, $"10.0.{i / 250}.{i % 250}");
        Assert.Equal(UnknownTries.WaitingMax, _tries.Take().Count);
        for (var i = 0; i < 20; i++) Note("a", i, "0x" + i, 1);
        Assert.Equal(UnknownTerminal.WordsMax, Assert.Single(_tries.Take()).Words.Count);
    }

    [Fact]
    public void GiveBack_WhatCouldNotBeWritten_GoesBeforeWhatCameMeanwhile()
    {
        Note("a", 0, "heartbeat", 1);
        var taken = _tries.Take();
        Note("a", 5, "person push", 2);
        Note("b", 5, "heartbeat", 2);
        _tries.GiveBack(taken);

        var seen = _tries.Take().ToDictionary(one => one.Sn);
        Assert.Equal((2, 2), (seen.Count, seen["a"].Tries));
        Assert.Equal((Start, Start.AddSeconds(5)), (seen["a"].FirstSeen, seen["a"].LastSeen));
        Assert.Equal(["heartbeat", "person push"], seen["a"].Words);
    }

    private void Note(string sn, int second, string word, long length, string from = "10.0.0.1") =>
        _tries.Note(UnknownTerminal.Once(sn, Transport.Socket, from + ":7", IPAddress.Parse(from), Start.AddSeconds(second), word, length, "big"));
}
