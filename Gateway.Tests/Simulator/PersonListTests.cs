using Gateway.Codec.Framing;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Terminals;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>A terminal's list of persons: its room, what it refuses, and its file over restarts.</summary>
public sealed class PersonListTests
{
    private static readonly HeldPerson Old = new("a", "old", "");

    [Fact]
    public void List_Full_RefusesOnlyNewcomersUntilItIsReset()
    {
        var list = new PersonList("sn", capacity: 2);
        Assert.True(list.TryPut(Old));
        Assert.True(list.TryPut(new HeldPerson("b", "b", "")));

        Assert.False(list.TryPut(new HeldPerson("c", "c", "")));
        Assert.True(list.TryPut(new HeldPerson("a", "new", "")));
        Assert.Equal("new", list.Find("a")!.Content);
        Assert.True(list.Delete("b"));
        Assert.False(list.Delete("b"));
        Assert.True(list.TryPut(new HeldPerson("c", "c", "")));

        list.Reset();
        Assert.Empty(list.Snapshot());
    }

    [Fact]
    public async Task Lists_InAFile_AreThereAfterARestartAndWithoutTheLineThatAKillTore()
    {
        using var directory = new TempDirectory();
        var path = directory.Combine("persons.jsonl");
        await using (var lists = PersonLists.Open(path, 9, TimeProvider.System))
        {
            Assert.True(lists.Of("one").TryPut(Old));
            Assert.True(lists.Of("one").TryPut(new HeldPerson("b", "b", "photo")));
            lists.Of("one").Delete("a");
            Assert.True(lists.Of("two").TryPut(Old));
            lists.Of("two").Reset();
        }

        await File.AppendAllTextAsync(path, """{"sn":"one","did":"ke""");
        await using (var again = PersonLists.Open(path, 9, TimeProvider.System))
        {
            Assert.Equal(new HeldPerson("b", "b", "photo"), Assert.Single(again.Of("one").Snapshot()).Value);
            Assert.Empty(again.Of("two").Snapshot());
            Assert.True(again.Of("two").TryPut(Old));
        }

        Assert.Equal(["one b", "two a"], PersonLog.Read(path).SelectMany(static pair => pair.Value.Keys.Select(user => $"{pair.Key} {user}")).Order());
        await File.WriteAllTextAsync(path, "no list\n{}\n");
        Assert.Contains("line 1", Assert.Throws<FormatException>(() => PersonLog.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Push_ToATerminalWithAList_IsRefusedForAPhotoThatIsNoneAndForWantOfRoom()
    {
        var list = new PersonList("sn", capacity: 1);
        var face = FaceImage.Make(1);
        Assert.True(SerialNumber.TryFromText("sn", out var sn, out _));
        var terminal = new TerminalIdentity("sn", "12345678", ByteOrder.Big);
        var responder = new CommandResponder(terminal, "bad*", log: null, list: list);

        Assert.Equal("9999 照片不合格", Answer(Push("a", "AAAA")));
        Assert.Equal("0000 ", Answer(Push("a", Convert.ToBase64String(face))));
        Assert.Equal("9999 人员库已满", Answer(Push("b", "")));
        Assert.Equal("9999 bad1: the terminal was told to refuse", Answer(Push("bad1", "")));
        Assert.Equal(new HeldPerson("a", PersonContent.Of("n", "w", "", PersonContent.PhotoOf(face)), PersonContent.PhotoOf(face)), Assert.Single(list.Snapshot()).Value);
        Assert.Equal("0000 ", Answer("""{"type":0,"user_id":"a","time":""}""", CommandWord.PersonDelete));
        Assert.Equal("0000 ", Answer("""{"type":0,"user_id":"bad1","time":""}""", CommandWord.PersonDelete));
        Assert.Empty(list.Snapshot());

        string Answer(string json, byte command = CommandWord.PersonPush)
        {
            var outcome = responder.Respond(new AssembledMessage(command, FrameStatus.Success, sn, terminal.Encrypt(Encoding.UTF8.GetBytes(json)), default));
            Assert.Null(outcome.Fault);
            return $"{outcome.ResultCode} {outcome.ResultText}";
        }
    }

    private static string Push(string user, string face) =>
        $$"""{"count":1,"users":[{"user_id":"{{user}}","name":"n","work_sn":"w","id_card":"","face_template":"{{face}}"}]}""";
}
