using FsCheck.Xunit;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Tests.Codec.Crypto;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>§5.3.2, D9, D17.</summary>
public sealed class PersonPushTests
{
    private static readonly PersonPushOptions Options = new(CipherOptions.Standard);
    private static readonly DesCipher Cipher = new(DesCipherTests.Key("l8iTgWXT"), CipherOptions.Standard);

    [Fact]
    public void Write_Persons_AreAsInTheSpecification()
    {
        Person[] persons = [new("1001", "张三", idCard: "510105199001011234", faceTemplate: new byte[] { 0xFB, 0xEF, 0xFF }), new("1002", "𠮷", "W2")];
        Assert.Equal(
            """{"count":"2","users":[{"user_id":"1001","name":"张三","work_sn":"1001","id_card":"510105199001011234","face_template":"++//"},"""
            + """{"user_id":"1002","name":"𠮷","work_sn":"W2","id_card":"","face_template":""}]}""",
            Encoding.UTF8.GetString(PersonPushBody.ToUtf8(persons)));
        Assert.StartsWith("""{"count":2,""", Encoding.UTF8.GetString(PersonPushBody.ToUtf8(persons, PushCount.Number)), StringComparison.Ordinal);
        Assert.True(PersonPushBody.TryRead(PersonPushBody.ToUtf8(persons), out var read, out _));
        Assert.Equal(2, read.Count);
        Assert.Equal([0xFB, 0xEF, 0xFF], read.Users[0].FaceTemplate.ToArray());
        Assert.Equal(("1002", "𠮷", "W2", ""), (read.Users[1].UserId, read.Users[1].Name, read.Users[1].WorkSn, read.Users[1].IdCard));
    }

    [Property(MaxTest = 500)]
    public bool Length_AnyPersons_IsWhatIsWritten(string[] names, byte[] photo, bool number)
    {
        var persons = names.Select((n, i) => new Person($"u{i}", n ?? "", n, n + "\"\\\u0001\n𠮷张", photo)).ToArray();
        var form = number ? PushCount.Number : PushCount.Text;
        var written = PersonPushBody.ToUtf8(persons, form).Length;
        var arrayLength = PersonArrayBody.ToUtf8(persons).Length;
        return written == PersonPushBody.Length(persons.Length, persons.Sum(p => PersonPushBody.PersonLength(p, true)), form)
            && arrayLength == 2 + persons.Sum(PersonArrayBody.PersonLength) - (persons.Length > 0 ? 1 : 0);
    }

    [Theory]
    [InlineData("""{"users":[{"name":"x"}]}""", "users[0].user_id is missing")]
    [InlineData("""{"users":[{"user_id":"1"},{"user_id":"2","face_template":"*"}]}""", "users[1].face_template is not Base64")]
    [InlineData("""{"users":[{"user_id":"1","name":{}}]}""", "users[0].name is not text")]
    [InlineData("""{"users":[{"user_id":[]}]}""", "users[0].user_id is not text")]
    [InlineData("""{"users":[{"work_sn":[]}]}""", "users[0].work_sn is not text")]
    [InlineData("""{"users":[{"id_card":[]}]}""", "users[0].id_card is not text")]
    [InlineData("""{"users":[{"face_template":[]}]}""", "users[0].face_template is not text")]
    [InlineData("""{"users":[7]}""", "users[0] is not an object")]
    [InlineData("""{"users":{}}""", "users is not an array")]
    [InlineData("""{"users":[],"Users":[]}""", "users is there twice")]
    [InlineData("""{"count":"2"}""", "users is missing")]
    [InlineData("[]", "the body is not a JSON object")]
    public void TryRead_WrongPush_NamesTheField(string json, string description)
    {
        Assert.False(PersonPushBody.TryRead(Encoding.UTF8.GetBytes(json), out _, out var fault));
        Assert.Equal(new BodyFault(ResultCode.SenderFault, description), fault);
    }

    [Fact]
    public void ToString_Person_IsMasked() => Assert.Equal("person ********", new Person("1001", "张三", idCard: "510105199001011234").ToString());

    [Fact]
    public void Pack_SmallPersons_AreTwentyAFrame()
    {
        var groups = Pack(Persons(45, 0), Options);
        Assert.Equal([(0, 20), (20, 20), (40, 5)], groups.Select(g => (g.Start, g.Count)));
        Assert.All(groups, g => Assert.Equal(PersonPushForm.OnePacket, g.Form));
    }

    [Fact]
    public void Pack_Photos_FillAPacketButNeverMore()
    {
        var persons = Persons(50, 1500);
        foreach (var group in Pack(persons, Options))
        {
            var packet = Assert.Single(PersonPushPacker.Packets(persons, group, Options, Cipher));
            Assert.Equal((0, 0), (packet.Number, packet.Total));
            Assert.True(packet.Body.Length <= FrameReader.BodyLengthMax);
            if (group.Start + group.Count == persons.Length) continue;
            var larger = PersonPushBody.ToUtf8([.. persons.Skip(group.Start).Take(group.Count + 1)]);
            Assert.True(Cipher.EncryptedLength(larger.Length) > FrameReader.BodyLengthMax, "Another person would have fitted.");
        }
    }

    [Fact]
    public void Next_BodyOfExactlyOnePacket_Fits()
    {
        // 10 213 / 8 = 1 276 blocks; PKCS#7 needs at least one byte of the last: 10 207 bytes of JSON, by hand.
        var empty = PersonPushBody.ToUtf8([new Person("1", "")]).Length;
        var fits = new Person("1", new string('a', 10_207 - empty));
        var tooLong = new Person("1", new string('a', 10_208 - empty));
        Assert.Equal(PersonPushForm.OnePacket, PersonPushPacker.Next([fits], 0, Options).Form);
        Assert.Equal(10_208, PersonPushPacker.Packets([fits], new PersonPushGroup(0, 1, PersonPushForm.OnePacket), Options, Cipher)[0].Body.Length);
        Assert.Equal(PersonPushForm.DoesNotFit, PersonPushPacker.Next([tooLong], 0, Options).Form);
    }

    [Fact]
    public void Pack_LargePhotoAmongSmall_GoesAloneAndInOrder()
    {
        Person[] persons = [.. Persons(2, 100), new("big", "大", faceTemplate: Photo(60_000)), .. Persons(2, 100)];
        var groups = Pack(persons, Options);
        Assert.Equal(
            [(0, 2, PersonPushForm.OnePacket), (2, 1, PersonPushForm.PhotoPackets), (3, 2, PersonPushForm.OnePacket)],
            groups.Select(g => (g.Start, g.Count, g.Form)));

        var packets = PersonPushPacker.Packets(persons, groups[1], Options, Cipher);
        Assert.Equal(7, packets.Count); // the JSON, and 60 000 / 10 213 = 5.9
        Assert.Equal(Photo(60_000), packets.Skip(1).SelectMany(p => p.Body.ToArray()));
        var json = new byte[packets[0].Body.Length];
        Assert.True(Cipher.TryDecrypt(packets[0].Body.Span, json, out var length));
        Assert.Equal(
            """{"count":"1","users":[{"user_id":"big","name":"大","work_sn":"big","id_card":"","face_template":""}]}""",
            Encoding.UTF8.GetString(json, 0, length));
    }

    [Theory]
    [InlineData(PhotoDelivery.InlineOnly, PersonPushForm.DoesNotFit)]
    [InlineData(PhotoDelivery.Packets, PersonPushForm.PhotoPackets)]
    [InlineData(PhotoDelivery.None, PersonPushForm.OnePacket)]
    public void Next_LargePhoto_GoesAsTheDialectSays(PhotoDelivery delivery, PersonPushForm form)
    {
        Person[] persons = [new("1", "a", faceTemplate: Photo(10_000))];
        var options = Options with { Photo = delivery };
        var group = PersonPushPacker.Next(persons, 0, options);
        Assert.Equal(new PersonPushGroup(0, 1, form), group);
        if (form == PersonPushForm.DoesNotFit) Assert.Throws<ArgumentException>(() => PersonPushPacker.Packets(persons, group, options, Cipher));
        else Assert.Equal(form == PersonPushForm.PhotoPackets ? 2 : 1, PersonPushPacker.Packets(persons, group, options, Cipher).Count);
    }

    [Fact]
    public void Next_PhotosAboveTheInlineLimit_GoInPackets_NumberedAsSaid()
    {
        Person[] persons = [.. Persons(2, 1_000), .. Persons(1, 3_000), .. Persons(2, 0)];
        var options = Options with { InlineMost = 2_048, FirstPacket = 0 };

        var groups = Pack(persons, options);

        Assert.Equal(
            [(0, 1, PersonPushForm.OnePacket), (1, 1, PersonPushForm.OnePacket), (2, 1, PersonPushForm.PhotoPackets), (3, 2, PersonPushForm.OnePacket)],
            groups.Select(g => (g.Start, g.Count, g.Form)));
        Assert.Equal([(0, 2), (1, 2)], PersonPushPacker.Packets(persons, groups[2], options, Cipher).Select(p => ((int)p.Number, (int)p.Total)));
        Assert.Equal([(0, 0)], PersonPushPacker.Packets(persons, groups[3], options, Cipher).Select(p => ((int)p.Number, (int)p.Total)));
        Assert.True(PersonPushPacker.FitsInline(persons[2], options));
    }

    private static Person[] Persons(int count, int photo) => [.. Enumerable.Range(0, count).Select(i => new Person($"u{i}", "张三", faceTemplate: Photo(photo)))];

    private static byte[] Photo(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    /// <summary>All groups, in order; every person is in one.</summary>
    private static List<PersonPushGroup> Pack(Person[] persons, PersonPushOptions options)
    {
        List<PersonPushGroup> groups = [];
        for (var start = 0; start < persons.Length; start += groups[^1].Count) groups.Add(PersonPushPacker.Next(persons, start, options));
        return groups;
    }
}
