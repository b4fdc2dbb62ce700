using Gateway.Simulator.Photos;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Enrolment;

/// <summary>An invented worker with an ID card and three photos; the same seed and number are always the same one.</summary>
/// <param name="Number">From 0.</param>
/// <param name="IdNumber">18 characters with a right check digit (GB 11643), another for every number below 10 million.</param>
/// <param name="Birthday">The one in the ID number.</param>
internal sealed record Worker(int Number, string IdNumber, string Name, int Gender, DateOnly Birthday, byte[] IdPhoto, byte[] Photo, byte[] InfraredPhoto)
{
    private const string Region = "510104";
    private const string CheckDigits = "10X98765432";
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    private const string GivenNames = "伟强磊军勇杰涛明超鹏平刚桂英秀兰玉华建国";
    private const int SequencesPerDay = 1000;
    private const int Days = 14_000;

    private static readonly DateOnly FirstBirthday = new(1962, 1, 1);

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Makes one.</summary>
    /// <param name="photoLength">Bytes of each photo; 0 for as few as it takes.</param>
    public static Worker Make(long seed, int number, int photoLength)
    {
        // Spread over days by a step that has no factor with their number, so that a thousand workers are not born on one day.
        var place = (int)(((number * 7919L) + seed) % (Days * (long)SequencesPerDay));
        var birthday = FirstBirthday.AddDays(place % Days);
        var sequence = place / Days;
        var id = Region + birthday.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("D3", CultureInfo.InvariantCulture);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Surnames[number % Surnames.Length]}{GivenNames[number / 20 % GivenNames.Length]}{GivenNames[number / 400 % GivenNames.Length]}");
        var photo = ((seed * 1_000_003) + number) * 3;
        return new Worker(
            number, id + CheckDigit(id), name, sequence % 2 == 1 ? 1 : 2, birthday,
            FaceImage.Make(photo, photoLength), FaceImage.Make(photo + 1, photoLength), FaceImage.Make(photo + 2, photoLength));
    }

    /// <summary>What his registration at a terminal is known by.</summary>
    public RegistrationKey KeyAt(string sn) => new(
        sn, RegistrationKey.Hash(IdNumber), RegistrationKey.Hash(IdPhoto), RegistrationKey.Hash(Photo), RegistrationKey.Hash(InfraredPhoto));

    /// <summary>Its number, and nothing personal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"worker {Number}");

    /// <summary>ISO 7064, MOD 11-2.</summary>
    private static char CheckDigit(string first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (first17[i] - '0') * Weights[i];
        return CheckDigits[sum % 11];
    }
}
