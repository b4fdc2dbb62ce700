using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>
/// Packs persons into command frames, in their order: as many as fit into one packet after encryption, at most <see cref="PersonsMax"/>. One whose photo
/// does not fit goes alone. // D17
/// </summary>
public static class PersonPushPacker
{
    /// <summary>Most persons of a frame. // D17</summary>
    public const int PersonsMax = 20;

    /// <summary>The group that starts with the person at <paramref name="start"/>. Serialises nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such person.</exception>
    public static PersonPushGroup Next(IReadOnlyList<Person> persons, int start, PersonPushOptions options)
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, persons.Count);

        var withPhotos = options.Photo != PhotoDelivery.None;
        var count = 0;
        var length = 0;
        var most = FrameReader.BodyLengthMax;
        while (count < PersonsMax && start + count < persons.Count)
        {
            var longer = length + PersonPushBody.PersonLength(persons[start + count], withPhotos);
            if (withPhotos && !persons[start + count].FaceTemplate.IsEmpty) most = Math.Min(most, options.InlineMost);
            if (!Fits(count + 1, longer, options, most)) break;
            length = longer;
            count++;
        }

        return count > 0 ? new PersonPushGroup(start, count, PersonPushForm.OnePacket) : new PersonPushGroup(start, 1, FormAlone(persons[start], options));
    }

    /// <summary>A group's packets, encrypted where they must be and ready for <see cref="FrameWriter"/>.</summary>
    /// <exception cref="ArgumentException">The group is one that <see cref="PersonPushForm.DoesNotFit"/>.</exception>
    public static IReadOnlyList<Packet> Packets(IReadOnlyList<Person> persons, PersonPushGroup group, PersonPushOptions options, DesCipher cipher) =>
        Packets(persons, group, options, cipher, out _);

    /// <inheritdoc cref="Packets(IReadOnlyList{Person}, PersonPushGroup, PersonPushOptions, DesCipher)"/>
    /// <param name="plain">The JSON in clear, with all that is personal.</param>
    public static IReadOnlyList<Packet> Packets(
        IReadOnlyList<Person> persons, PersonPushGroup group, PersonPushOptions options, DesCipher cipher, out ReadOnlyMemory<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cipher);
        if (group.Form == PersonPushForm.DoesNotFit) throw new ArgumentException("The person does not fit into a frame.", nameof(group));

        var inline = group.Form == PersonPushForm.OnePacket;
        var json = new ArrayBufferWriter<byte>(FrameReader.BodyLengthMax);
        PersonPushBody.Write(json, persons, group.Start, group.Count, options.Count, inline && options.Photo != PhotoDelivery.None);
        plain = json.WrittenMemory;
        return PacketSplitter.Split(cipher.Encrypt(json.WrittenSpan), inline ? default : persons[group.Start].FaceTemplate, options.FirstPacket);
    }

    private static PersonPushForm FormAlone(Person person, PersonPushOptions options)
    {
        if (options.Photo != PhotoDelivery.Packets) return PersonPushForm.DoesNotFit;
        return Fits(1, PersonPushBody.PersonLength(person, withPhoto: false), options, FrameReader.BodyLengthMax) ? PersonPushForm.PhotoPackets : PersonPushForm.DoesNotFit;
    }

    /// <summary>Whether a person's photo could stand in the person, were it not for <see cref="PersonPushOptions.InlineMost"/>.</summary>
    public static bool FitsInline(Person person, PersonPushOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Fits(1, PersonPushBody.PersonLength(person, withPhoto: true), options, FrameReader.BodyLengthMax);
    }

    private static bool Fits(int count, int personsLength, PersonPushOptions options, int most) =>
        options.Cipher.EncryptedLength(PersonPushBody.Length(count, personsLength, options.Count)) <= most;
}
